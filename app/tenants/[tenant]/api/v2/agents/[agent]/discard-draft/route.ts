import { discard } from "@/lib/contracts/releases/endpoints/lifecycle";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(discard);
