import { endSessionsOf, listSessionsOf } from "@/lib/contracts/console/endpoints/user-care";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listSessionsOf, endSessionsOf);
