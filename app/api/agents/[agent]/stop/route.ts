import { stop } from "@/lib/contracts/fleet/endpoints/runs";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(stop);
