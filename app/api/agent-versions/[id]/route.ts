import { showVersion } from "@/lib/contracts/registry/endpoints/versions";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showVersion);
