import { exportBundle } from "@/lib/contracts/fleet/endpoints/credentials";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(exportBundle);
