import { endOtherOwnSessions, listOwnSessions } from "@/lib/contracts/console/endpoints/sessions";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listOwnSessions, endOtherOwnSessions);
