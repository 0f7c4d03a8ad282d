import { setUp, showSetup } from "@/lib/contracts/console/endpoints/sign-in";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showSetup, setUp);
