import { patch, remove, show } from "@/lib/contracts/releases/endpoints/agents";
import { importing } from "@/lib/contracts/releases/endpoints/transfers";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(importing, show, patch, remove);
