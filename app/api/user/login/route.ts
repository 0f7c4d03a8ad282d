import { login } from "@/lib/contracts/submissions/endpoints/login";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(login);
