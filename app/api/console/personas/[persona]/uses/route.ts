import { showPersonaUses } from "@/lib/contracts/console/endpoints/personas";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showPersonaUses);
