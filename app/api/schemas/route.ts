import { createSchema, listSchemas } from "@/lib/contracts/console/endpoints/schemas";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listSchemas, createSchema);
