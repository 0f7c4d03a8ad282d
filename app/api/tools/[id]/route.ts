import { patchTool, removeTool, showTool } from "@/lib/contracts/console/endpoints/tools";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showTool, patchTool, removeTool);
