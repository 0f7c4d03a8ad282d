import { members } from "@/lib/contracts/registry/endpoints/integration-installs";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(members);
