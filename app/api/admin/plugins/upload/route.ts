import { submit } from "@/lib/contracts/plugins/endpoints/market";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(submit);
