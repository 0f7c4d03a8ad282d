import { rename } from "@/lib/contracts/fleet/endpoints/agents";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(rename);
