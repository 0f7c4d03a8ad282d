import { putPersona, showPersona } from "@/lib/contracts/plugins/endpoints/agent-persona";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showPersona, putPersona);
