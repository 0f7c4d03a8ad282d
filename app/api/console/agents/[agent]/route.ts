import { patchAgent, remove, showAgent } from "@/lib/contracts/console/endpoints/agents";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showAgent, patchAgent, remove);
