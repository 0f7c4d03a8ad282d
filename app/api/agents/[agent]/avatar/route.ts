import { avatar, putAvatar, removeAvatar } from "@/lib/contracts/fleet/endpoints/avatar";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(avatar, putAvatar, removeAvatar);
