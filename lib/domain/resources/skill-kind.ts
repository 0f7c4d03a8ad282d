import { z } from "zod";
import { sql } from "@/lib/db";
import { assignedBy, type ResourceKind } from "@/lib/domain/resources/resource-kind";

export type SkillFields = { text: string; tags: string[] };

/** Know-how in Markdown that an agent reads when it needs it. */
export const skillKind: ResourceKind<SkillFields, SkillFields> = {
  name: "skills",
  noun: "skill",
  word: "skill",
  idKind: "skill",
  table: sql`"Skill"`,
  columns: { text: "text", tags: "text[]" },
  parse: z.object({
    text: z.string(),
    tags: z
      .array(z.string())
      .nullable()
      .transform((tags) => tags ?? []),
  }),
  seals: false,
  uses: assignedBy(sql`"AgentSkill"`, sql`"skillId"`, "skills"),
  offered: "skill",
  settle: ({ text, tags }, stored) => ({
    shown: { text: text ?? stored?.shown.text ?? "", tags: [...new Set(tags ?? stored?.shown.tags ?? [])] },
  }),
};
