import { showAssignments } from "@/lib/contracts/console/endpoints/agent-resources";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showAssignments);
