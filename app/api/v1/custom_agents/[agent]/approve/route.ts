import { approve } from "@/lib/contracts/submissions/endpoints/review";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(approve);
