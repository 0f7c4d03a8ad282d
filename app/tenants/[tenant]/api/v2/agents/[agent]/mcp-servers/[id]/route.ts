import { detachServer } from "@/lib/contracts/releases/endpoints/attachments";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(detachServer);
