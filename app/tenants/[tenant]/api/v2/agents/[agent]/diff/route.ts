import { diff } from "@/lib/contracts/releases/endpoints/versions";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(diff);
