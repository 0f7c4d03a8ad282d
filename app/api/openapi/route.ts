import { listDocuments } from "@/lib/contracts/console/endpoints/documents";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listDocuments);
