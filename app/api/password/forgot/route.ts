import { forgetPassword } from "@/lib/contracts/console/endpoints/password";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(forgetPassword);
