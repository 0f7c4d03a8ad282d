import { showResourceUses } from "@/lib/contracts/console/endpoints/resource-uses";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showResourceUses);
