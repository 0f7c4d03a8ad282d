import { withdraw } from "@/lib/contracts/console/endpoints/packages";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(withdraw);
