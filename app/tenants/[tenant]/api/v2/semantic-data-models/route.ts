import { create, list } from "@/lib/contracts/releases/endpoints/semantic-models";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(list, create);
