import { setPluginViewed } from "@/lib/contracts/console/endpoints/plugin-review";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(setPluginViewed);
