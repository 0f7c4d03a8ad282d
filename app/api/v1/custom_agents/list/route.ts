import { remove } from "@/lib/contracts/submissions/endpoints/manage";
import { details, list } from "@/lib/contracts/submissions/endpoints/read";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(list, details, remove);
