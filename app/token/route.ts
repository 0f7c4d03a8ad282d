import { issueToken } from "@/lib/contracts/fleet/endpoints/token";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(issueToken);
