import { remove } from "@/lib/contracts/submissions/endpoints/manage";
import { details } from "@/lib/contracts/submissions/endpoints/read";
import { onboard } from "@/lib/contracts/submissions/endpoints/submit";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(onboard, details, remove);
