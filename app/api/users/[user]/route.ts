import { removeUser } from "@/lib/contracts/console/endpoints/user-care";
import { patchUser, showUser } from "@/lib/contracts/console/endpoints/users";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showUser, patchUser, removeUser);
