import { createDataConnection, listDataConnections } from "@/lib/contracts/console/endpoints/data-connections";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listDataConnections, createDataConnection);
