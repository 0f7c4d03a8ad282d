import { unshare } from "@/lib/contracts/fleet/endpoints/sharing";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(unshare);
