import { remove } from "@/lib/contracts/submissions/endpoints/manage";
import { backgroundEligible, details } from "@/lib/contracts/submissions/endpoints/read";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(backgroundEligible, details, remove);
