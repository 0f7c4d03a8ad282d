import { replacePreferences, showPreferences } from "@/lib/contracts/console/endpoints/preferences";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showPreferences, replacePreferences);
