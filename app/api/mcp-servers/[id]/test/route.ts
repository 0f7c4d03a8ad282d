import { testMcpServer } from "@/lib/contracts/console/endpoints/mcp-servers";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(testMcpServer);
