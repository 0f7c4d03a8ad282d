import { z } from "zod";
import { hosting } from "./agent";
import { orderParameter, pageOf, pageParameters, person, searchText, time } from "./list";

export const trashRow = z.strictObject({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  description: z.string(),
  hosting,
  workspaceId: z.string(),
  owner: person.nullable(),
  deletedAt: time,
  deletedBy: z.strictObject({ id: z.string().nullable(), name: z.string() }).nullable(),
  retentionTier: z.enum(["short", "medium", "long", "none"]).nullable(),
  purgeAt: time.nullable().describe("When it is deleted for good; null: only by hand"),
  nameTaken: z.boolean().describe("Whether another agent of the workspace has the name now"),
  may: z.array(z.enum(["restore", "purge"])),
});
export type TrashRow = z.infer<typeof trashRow>;
export const trashPage = pageOf(trashRow);

export const trashQuery = z.strictObject({ ...pageParameters, orderBy: orderParameter, q: searchText });
