import { enrolFactor, removeFactor } from "@/lib/contracts/console/endpoints/two-factor";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(enrolFactor, removeFactor);
