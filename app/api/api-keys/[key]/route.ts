import { patchKey, revokeKey, showKey } from "@/lib/contracts/console/endpoints/api-keys";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showKey, patchKey, revokeKey);
