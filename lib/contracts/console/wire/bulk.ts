import { z } from "zod";
import { tagPattern } from "@/lib/domain/agents/rules";
import { laterActions, MOST_BULK_IDS } from "@/lib/domain/bulk/rules";

const MOST_TAGS_AT_ONCE = 20;
const ids = z.array(z.string().min(1).max(60)).min(1, "name at least one").max(MOST_BULK_IDS);
const none = z.strictObject({}).default({});
const tags = z
  .array(z.string().trim().toLowerCase().regex(tagPattern, "must be 1 to 50 of a-z 0-9 -"))
  .min(1, "name at least one")
  .max(MOST_TAGS_AT_ONCE);
const sha256 = z
  .record(z.string().max(60), z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"))
  .refine((hashes) => Object.keys(hashes).length <= MOST_BULK_IDS, `at most ${MOST_BULK_IDS}`)
  .describe("The sha256 that was read of each package: the decision holds for these bytes");
const text = z.string().trim().max(10_000);

const simple = z.strictObject({
  action: z.enum(["enable", "disable", "start", "stop", "delete", "restore", "read"]),
  ids,
  params: none,
});
const purge = z.strictObject({
  action: z.literal("purge"),
  ids,
  params: z.strictObject({ confirm: z.number().int().describe("How many ids there are, each counted once") }),
});
const tagged = z.strictObject({ action: z.enum(["addTags", "removeTags"]), ids, params: z.strictObject({ tags }) });
const approval = z.strictObject({
  action: z.literal("approve"),
  ids,
  params: z.strictObject({ sha256, body: text.default("") }),
});
const refusal = z.strictObject({
  action: z.literal("decline"),
  ids,
  params: z.strictObject({ sha256, body: text.min(1, "say why: 1 to 10,000 characters") }),
});
const later = z.strictObject({
  action: z.enum(laterActions),
  ids,
  params: z.record(z.string(), z.unknown()).default({}),
});

export const bulkBody = z
  .discriminatedUnion("action", [simple, purge, tagged, approval, refusal, later])
  .superRefine((body, context) => {
    if (body.action === "purge" && body.params.confirm !== new Set(body.ids).size) {
      context.addIssue({ code: "custom", path: ["params", "confirm"], message: "must be the number of ids" });
    }
    if (body.action !== "approve" && body.action !== "decline") return;
    const { sha256: hashes } = body.params;
    for (const id of new Set(body.ids)) {
      if (Object.hasOwn(hashes, id)) continue;
      context.addIssue({ code: "custom", path: ["params", "sha256", id], message: "required" });
    }
  });
export type BulkBody = z.infer<typeof bulkBody>;

const item = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  ok: z.boolean(),
  status: z.string().nullable().describe("The state afterwards, as far as the caller may know it"),
  error: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .describe("`timeout`: not begun, because the 120 s of the request were over"),
});
export type BulkItem = z.infer<typeof item>;

export const bulkResult = z.strictObject({
  data: z.array(item),
  summary: z.strictObject({ total: z.number().int(), succeeded: z.number().int(), failed: z.number().int() }),
});
export type BulkResult = z.infer<typeof bulkResult>;
