import { enable, list } from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(list, enable);
