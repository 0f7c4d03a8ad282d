import { restore } from "@/lib/contracts/registry/endpoints/agent-changes";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(restore);
