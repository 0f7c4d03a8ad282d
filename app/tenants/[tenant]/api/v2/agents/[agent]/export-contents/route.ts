import { contents } from "@/lib/contracts/releases/endpoints/transfers";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(contents);
