import { sshAccess, sshGrants } from "@/lib/contracts/fleet/endpoints/ssh";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(sshGrants, sshAccess);
