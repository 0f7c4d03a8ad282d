import { runInBulk } from "@/lib/contracts/console/endpoints/bulk";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(runInBulk);
