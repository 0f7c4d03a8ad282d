import { patchNotice, readAllNotices } from "@/lib/contracts/console/endpoints/notifications";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(readAllNotices, patchNotice);
