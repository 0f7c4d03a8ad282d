import { patch, remove, show } from "@/lib/contracts/releases/endpoints/agents";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(show, patch, remove);
