import { addFolder } from "@/lib/contracts/fleet/endpoints/files";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(addFolder);
