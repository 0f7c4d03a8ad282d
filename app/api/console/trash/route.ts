import { listDeletedAgents } from "@/lib/contracts/console/endpoints/trash";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listDeletedAgents);
