import { info } from "@/lib/contracts/fleet/endpoints/info";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(info);
