import { removeGlobal, show, updateGlobal } from "@/lib/contracts/plugins/endpoints/personas";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(show, updateGlobal, removeGlobal);
