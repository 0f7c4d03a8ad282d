import { z } from "zod";

export const AgentStatus = z
  .enum(["PENDING", "ACTIVE", "REJECTED", "DISABLED"])
  .describe("Review status of the newest package; what runs is another matter");

const moment = z.string().describe("UTC with microseconds and without an offset letter: 2026-07-03T12:12:54.082605");
const person = z.string().describe("Sign-in name: the e-mail, lower case");

const item = {
  agent_id: z.int(),
  name: z.string(),
  description: z.string().describe("From the newest package"),
  status: AgentStatus,
  version: z.string().describe("Of the newest package"),
  submitted_by: person,
  created_at: moment,
  updated_at: moment,
};
const supports_background = z.boolean();

export const AgentItem = z.object({ ...item, supports_background });
export const ReviewItem = z.object({
  ...AgentItem.shape,
  reviewed_by: person.nullable(),
  reviewed_at: moment.nullable(),
  rejection_reason: z.string().nullable(),
  status_changed_by: person.nullable(),
  status_changed_at: moment.nullable(),
  submitted_at: moment.describe("Upload of the newest package"),
  assigned_roles: z.array(z.string()).describe("Workspace roles that may use the agent; empty: all"),
});
export const AgentDetails = z.object({
  ...item,
  error_message: z.string().nullable().describe("Why the newest approved package is not loaded"),
  reviewed_by: person.nullable(),
  reviewed_at: moment.nullable(),
  rejection_reason: z.string().nullable(),
  feedback_message: z.string().nullable().describe("Latest feedback on the newest package"),
  supports_background,
});

export const AgentList = z.object({ agents: z.array(AgentItem), total: z.int() });
export const ReviewList = z.object({ agents: z.array(ReviewItem), total: z.int() });

export const Submitted = z.object({
  message: z.string(),
  agent_id: z.int(),
  agent_name: z.string(),
  status: AgentStatus,
});
export const Updated = z.object({ ...Submitted.shape, version: z.string() });
export const Decided = z.object({ message: z.string(), agent_name: z.string(), status: AgentStatus });
export const Done = z.object({ message: z.string(), agent_name: z.string() });
export const BackgroundSet = z.object({ ...Done.shape, supports_background });
export const MaySubmit = z.object({ submitAgent: z.boolean() });

/** Text that people wrote: trimmed, not blank, storable as sent. */
const prose = z
  .string()
  .trim()
  .min(1, "Must not be blank")
  .max(10_000, "At most 10,000 characters")
  .refine((text) => !/\p{Cs}/u.test(text), "Not valid Unicode");
const reviewedBytes = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, "64 hexadecimal digits")
  .transform((text) => text.toLowerCase())
  .describe("SHA-256 of the package that was reviewed; refused when it is no longer the newest");

export const Approval = z.object({ sha256: reviewedBytes.nullish() });
export const Refusal = z.object({ feedback: prose.describe("The reason"), sha256: reviewedBytes.nullish() });
export const Feedback = z.object({
  message: prose,
  feedback_type: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .refine((text) => !/\p{Cs}/u.test(text), "Not valid Unicode")
    .describe("general, bug, security, improvement, question, or a word of your own"),
});
