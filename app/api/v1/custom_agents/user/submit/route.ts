import { removeOwn } from "@/lib/contracts/submissions/endpoints/manage";
import { submit } from "@/lib/contracts/submissions/endpoints/submit";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(submit, removeOwn);
