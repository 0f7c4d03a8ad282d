import { z } from "zod";
import { optionalParameter, pageOf, pageParameters, person, searchText, time } from "./list";
import { findingCounts } from "./package";

export const queueItem = z.strictObject({
  kind: z.enum(["package", "plugin"]),
  id: z.string(),
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  workspaceId: z.string().nullable().describe("Null for a plugin that was uploaded outside of workspaces"),
  submittedBy: person,
  queuedAt: time,
  claimedBy: person.nullable(),
  findings: findingCounts,
  previousVersion: z.string().nullable(),
  link: z.string(),
});
export type QueueItem = z.infer<typeof queueItem>;

export const queuePage = pageOf(queueItem);
export const queueQuery = z.strictObject({
  ...pageParameters,
  kind: optionalParameter(z.enum(["package", "plugin"])),
  claimedBy: optionalParameter(z.enum(["me", "nobody"])),
  q: searchText,
});
