import { putMcpServers } from "@/lib/contracts/registry/endpoints/assignments";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(putMcpServers);
