import { removeOwn } from "@/lib/contracts/submissions/endpoints/manage";
import { myAgents } from "@/lib/contracts/submissions/endpoints/read";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(myAgents, removeOwn);
