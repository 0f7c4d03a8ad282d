import { submissions } from "@/lib/contracts/submissions/contract";
import { unserved } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unserved(submissions);
