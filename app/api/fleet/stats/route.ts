import { showFleetStats } from "@/lib/contracts/console/endpoints/overview";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showFleetStats);
