import { folderConsumers } from "@/lib/contracts/fleet/endpoints/folders";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(folderConsumers);
