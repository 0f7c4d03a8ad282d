import { consoleContract } from "@/lib/contracts/console/contract";
import { unserved } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unserved(consoleContract);
