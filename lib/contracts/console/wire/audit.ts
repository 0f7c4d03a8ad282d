import { z } from "zod";
import { flag, optionalParameter, pageOf, pageParameters, searchText, time } from "./list";

const facts = z.record(z.string(), z.unknown()).nullable();

export const auditEvent = z.strictObject({
  id: z.string(),
  seq: z.number().int(),
  at: time,
  actor: z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  via: z.string(),
  action: z.string(),
  target: z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  workspaceId: z.string().nullable(),
  before: facts,
  after: facts,
  outcome: z.enum(["success", "denied", "failed"]),
  override: z.boolean().describe("An instance admin acted in a workspace that they do not belong to"),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  hash: z.string().nullable().describe("Null until the event is sealed into the chain"),
});
export type AuditEvent = z.infer<typeof auditEvent>;
export const auditPage = pageOf(auditEvent);

const moment = optionalParameter(z.iso.datetime({ offset: true }));
export const auditQuery = z.strictObject({
  ...pageParameters,
  actorId: optionalParameter(z.string().max(60)),
  action: optionalParameter(z.string().regex(/^[a-z_]{1,40}\.([a-z_]{1,40}|\*)$/, "must be noun.verb or noun.*")),
  targetType: optionalParameter(z.string().max(60)),
  targetId: optionalParameter(z.string().max(60)),
  outcome: optionalParameter(z.enum(["success", "denied", "failed"])),
  override: flag,
  from: moment.describe("Included"),
  to: moment.describe("Not included"),
  q: searchText,
});
