import { create, list } from "@/lib/contracts/registry/endpoints/integrations";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(create, list);
