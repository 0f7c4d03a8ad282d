import { stats as ofFleet } from "@/lib/contracts/fleet/endpoints/runs";
import { stats as ofPlugins } from "@/lib/contracts/plugins/endpoints/agent-runs";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(ofFleet, ofPlugins);
