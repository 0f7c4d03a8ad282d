import { contextWithPersona } from "@/lib/contracts/plugins/endpoints/agent-persona";
import { assembledContext } from "@/lib/contracts/plugins/endpoints/agent-plugins";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(assembledContext, contextWithPersona);
