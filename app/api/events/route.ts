import { eventStream } from "@/lib/contracts/console/endpoints/events";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(eventStream);
