import { asShown, resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";

/** Know-how in Markdown. */
export const {
  list: listSkills,
  create: createSkill,
  show: showSkill,
  patch: patchSkill,
  remove: removeSkill,
} = resourceEndpoints({
  path: "/api/skills",
  one: "a skill",
  many: "skills",
  verbs: resourceVerbs.skills,
  listQuery: wire.skillListQuery,
  resource: wire.skill,
  present: asShown,
  body: wire.newSkill,
  changes: wire.skillChanges,
});
