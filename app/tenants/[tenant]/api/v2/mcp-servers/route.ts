import { create, list } from "@/lib/contracts/releases/endpoints/mcp-servers";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(list, create);
