import { patchSkill, removeSkill, showSkill } from "@/lib/contracts/console/endpoints/skills";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(showSkill, patchSkill, removeSkill);
