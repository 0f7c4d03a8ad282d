import { showPackageFile } from "@/lib/contracts/console/endpoints/package-files";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showPackageFile);
