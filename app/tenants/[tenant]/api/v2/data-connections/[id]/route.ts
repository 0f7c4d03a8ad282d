import { patch, remove, replace, show } from "@/lib/contracts/releases/endpoints/data-connections";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(show, replace, patch, remove);
