import { createShare, listAgentShares } from "@/lib/contracts/console/endpoints/shares";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(createShare, listAgentShares);
