import { setTags, tags } from "@/lib/contracts/fleet/endpoints/tags";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(tags, setTags);
