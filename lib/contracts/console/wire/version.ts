import { z } from "zod";
import { attachmentKinds } from "@/lib/domain/versions/rules";
import { pageOf, pageParameters, person, time } from "./list";

export const historyEntry = z.strictObject({
  id: z.string(),
  label: z.string(),
  note: z.string(),
  live: z.boolean(),
  author: person.nullable(),
  restoredFrom: z.string().nullable().describe("Label of the version that it repeats"),
  packageVersion: z.string().nullable(),
  createdAt: time,
  publishedAt: time.nullable().describe("null: never live"),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
export const historyPage = pageOf(historyEntry);
export const historyQuery = z.strictObject(pageParameters);

const versionRef = z.string().min(1).max(255);
export const comparisonQuery = z.strictObject({
  from: versionRef.describe("draft, live, a label or an id"),
  to: versionRef.describe("draft, live, a label or an id"),
});

const hunk = z.strictObject({
  oldStart: z.number().int(),
  oldLines: z.number().int(),
  newStart: z.number().int(),
  newLines: z.number().int(),
  lines: z.array(z.tuple([z.enum([" ", "+", "-"]), z.string()])),
});
const side = z.strictObject({ ref: z.string(), id: z.string().nullable(), label: z.string().nullable() });
const fieldChange = z.strictObject({
  field: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  before: z.unknown().describe("null for texts, whose changed lines are in hunks"),
  after: z.unknown(),
  hunks: z.array(hunk).nullable().optional().describe("Of texts; null where they differ too much to be compared"),
});
const thing = z.strictObject({ id: z.string(), name: z.string() });
const changedThing = thing.extend({
  hunks: z.array(hunk).optional().describe("Of semantic data models, as JSON, and of files that are text"),
  unshown: z.enum(["binary", "large", "missing"]).optional().describe("Why a changed file has no hunks"),
});
const attachmentChange = z.strictObject({
  kind: z.enum([...attachmentKinds, "files"]),
  added: z.array(thing),
  removed: z.array(thing),
  changed: z.array(changedThing).describe("Other content; of plugins another place, because their order counts"),
  mapped: z
    .array(z.strictObject({ from: thing, to: thing }))
    .describe("Pairs that the mapping of a publish explains; they are no difference"),
});
export const comparison = z.strictObject({
  from: side,
  to: side,
  identical: z.boolean(),
  fields: z.array(fieldChange),
  attachments: z.array(attachmentChange).describe("Kinds of which nothing is to be said are left out"),
});
export type AttachmentChange = z.infer<typeof attachmentChange>;
export type Comparison = z.infer<typeof comparison>;
export type FieldChange = z.infer<typeof fieldChange>;

const mappedKind = z.enum(["mcpServers", "dataConnections"]);
export const publicationPlan = z.strictObject({
  resources: z.array(
    z.strictObject({
      kind: mappedKind,
      id: z.string(),
      name: z.string(),
      engine: z.string().nullable().describe("Of data connections; a counterpart has the same"),
      models: z.array(z.string()).describe("Names of the attached models that name it"),
      test: z.boolean().describe("Its name says that it is for trying out"),
      production: thing.nullable().describe("What is suggested to go live in its place"),
      because: z.enum(["before", "name"]).nullable().describe("As with the live version, or by its name"),
    }),
  ),
  returning: z
    .array(z.strictObject({ kind: mappedKind, from: thing, to: thing }))
    .describe("Test resources that return for production ones when the draft is discarded"),
});
export type PublicationPlan = z.infer<typeof publicationPlan>;
export type PlannedResource = PublicationPlan["resources"][number];
export type ReturningTest = PublicationPlan["returning"][number];

export const versionParams = z.strictObject({ agent: versionRef, version: versionRef });
const no = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const releaseNote = z.strictObject({
  note: z.string().refine((text) => [...text].length <= 2_000, "must have at most 2000 characters"),
});
export const draftRestoration = z.strictObject({
  discardDraft: no.describe("Give up a draft that was not published"),
  dropMissing: no.describe("Go without resources that were deleted since"),
});
