import { listOwnWorkspaces, makeWorkspace } from "@/lib/contracts/console/endpoints/workspaces";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listOwnWorkspaces, makeWorkspace);
