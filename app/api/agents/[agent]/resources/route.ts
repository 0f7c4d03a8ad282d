import { resources, setResources } from "@/lib/contracts/fleet/endpoints/settings";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(resources, setResources);
