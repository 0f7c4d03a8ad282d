import { addWorkspaceMember, listWorkspaceMembers } from "@/lib/contracts/console/endpoints/members";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listWorkspaceMembers, addWorkspaceMember);
