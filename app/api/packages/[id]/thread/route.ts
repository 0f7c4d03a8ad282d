import { comment, showThread } from "@/lib/contracts/console/endpoints/package-talk";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showThread, comment);
