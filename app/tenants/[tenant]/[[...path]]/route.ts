import { releases } from "@/lib/contracts/releases/contract";
import { unserved } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unserved(releases);
