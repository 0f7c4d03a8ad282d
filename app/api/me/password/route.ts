import { replacePassword } from "@/lib/contracts/console/endpoints/me";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(replacePassword);
