import { createSkill, listSkills } from "@/lib/contracts/console/endpoints/skills";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listSkills, createSkill);
