import { enableBackground } from "@/lib/contracts/submissions/endpoints/manage";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(enableBackground);
