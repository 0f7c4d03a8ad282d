import { exportAuditEvents } from "@/lib/contracts/console/endpoints/audit";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(exportAuditEvents);
