import { z } from "zod";
import { agentName, limited } from "@/lib/contracts/registry/wire/agent-writes";
import { namePrefix, pageOf, paging } from "@/lib/contracts/releases/wire/page";
import { LONGEST_DESCRIPTION, LONGEST_INSTRUCTIONS } from "@/lib/domain/agents/rules";

export const time = z.iso.datetime().describe("UTC, ISO 8601 with milliseconds");

/** `{tenant}`: a workspace's id or slug. */
export const tenantParams = z.strictObject({ tenant: z.string().min(1).max(255) });

/** `{agent}`: an id, a number or a name within the tenant. */
export const agentParams = z.strictObject({ tenant: z.string().min(1).max(255), agent: z.string().min(1).max(1024) });

/** The agent of this document: exactly these fields (section 4). */
export const publicAgent = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  runbook_text: z.string(),
  state: z.enum(["draft", "live"]),
  version: z
    .string()
    .describe("Label of the version that is live or that the draft started from; draft before the first"),
  live_version_id: z.string().nullable(),
  architecture_name: z.string(),
  architecture_version: z.string(),
  created_by: z.string().nullable(),
  created_at: time,
  updated_at: time,
});
export type PublicAgent = z.infer<typeof publicAgent>;

export const agentPage = pageOf(publicAgent);
export const agentListQuery = z.strictObject({ name: namePrefix, ...paging });

const emptied = (text: string | null) => text ?? "";
const description = limited(LONGEST_DESCRIPTION).nullable().transform(emptied).describe("null means empty");
const runbook = z
  .string()
  .refine((text) => new TextEncoder().encode(text).length <= LONGEST_INSTRUCTIONS, "must have at most 1 MiB")
  .nullable()
  .transform(emptied)
  .describe("null means empty");
const word = (longest: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_.-]{1,${longest}}$`), `must have 1 to ${longest} of A-Z a-z 0-9 _ . -`);

export const newAgent = z.strictObject({
  name: agentName,
  description: description.optional(),
  runbook_text: runbook.optional(),
  architecture_name: word(100).default("agent"),
  architecture_version: word(50).default("1.0.0"),
});

export const agentChanges = z.strictObject({
  name: agentName.optional(),
  description: description.optional(),
  runbook_text: runbook.optional(),
});
