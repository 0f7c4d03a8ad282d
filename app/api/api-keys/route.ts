import { createKey, listKeys } from "@/lib/contracts/console/endpoints/api-keys";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listKeys, createKey);
