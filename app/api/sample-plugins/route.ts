import { addSamplePlugins } from "@/lib/contracts/console/endpoints/plugins";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(addSamplePlugins);
