import { patchInstance, showInstance } from "@/lib/contracts/console/endpoints/operation";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showInstance, patchInstance);
