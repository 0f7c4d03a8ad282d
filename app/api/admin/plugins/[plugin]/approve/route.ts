import { approve } from "@/lib/contracts/plugins/endpoints/decide";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(approve);
