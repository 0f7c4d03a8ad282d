import { showHistory } from "@/lib/contracts/console/endpoints/runtime";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showHistory);
