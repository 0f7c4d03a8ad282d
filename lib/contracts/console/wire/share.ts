import { z } from "zod";
import { grantable } from "@/lib/domain/access/rules";
import { shareRoles } from "@/lib/domain/shares/rules";
import { runState } from "./agent";
import { optionalParameter, pageOf, pageParameters, person, searchText, time } from "./list";
import { emailText } from "./sign-in";

const role = z.enum(shareRoles);
const agentId = z.string().min(1).max(255).describe("Id, number or name of the agent");
const end = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .describe("When it ends by itself; null: never");

export const share = z.strictObject({
  id: z.string(),
  agentId: z.string(),
  email: z.string(),
  role,
  state: z.enum(["active", "pending"]).describe("pending: nobody with this address has signed in yet"),
  user: person.nullable(),
  createdBy: z.string().nullable().describe("Id of the person who shared it"),
  createdAt: time,
  expiresAt: time.nullable(),
});
export type Share = z.infer<typeof share>;
export const sharePage = pageOf(share);
export const shareParams = z.object({ id: z.string().max(40) });
export const shareListQuery = z.strictObject({ agentId, ...pageParameters });

export const newShare = z.strictObject({ agentId, email: emailText, role, expiresAt: end.nullable().optional() });
export const shareChanges = z.strictObject({ role: role.optional(), expiresAt: end.nullable().optional() });

export const ownShare = z.strictObject({
  share,
  agent: z.strictObject({
    id: z.string(),
    number: z.number().int(),
    name: z.string(),
    workspaceName: z.string().nullable(),
    status: runState,
    owner: person.nullable(),
  }),
});
export type OwnShare = z.infer<typeof ownShare>;
export const ownSharePage = pageOf(ownShare);
export const ownShareQuery = z.strictObject({ ...pageParameters, q: searchText });

const level = z.enum(["viewer", "operator", "editor"]).nullable().describe("null: the agent is hidden from them");
const grants = z.array(z.enum(grantable));

const reason = z.strictObject({
  kind: z.enum(["instance_admin", "workspace_role", "owner", "share", "system_agent", "integration"]),
  role: z.string().nullable(),
  workspace: z.string().nullable(),
  shareId: z.string().nullable(),
  grants,
  by: z.string().nullable().describe("Who gave it, by name"),
  since: time.nullable(),
  expiresAt: time.nullable(),
});

export const accessEntry = z.strictObject({
  agentId: z.string(),
  person: z.strictObject({ id: z.string(), email: z.string(), name: z.string() }),
  effective: level,
  can: grants,
  reasons: z.array(reason),
  without: z.array(z.strictObject({ remove: z.string(), effective: level })),
  blocked: z.enum(["disabled", "pending"]).nullable(),
});
export type AccessEntry = z.infer<typeof accessEntry>;
export const accessAnswer = z.union([accessEntry, pageOf(accessEntry)]);
export const accessQuery = z.strictObject({
  agentId,
  email: optionalParameter(emailText).describe("Explains this one person"),
  ...pageParameters,
});
