import { plan } from "@/lib/contracts/console/endpoints/agent-history";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(plan);
