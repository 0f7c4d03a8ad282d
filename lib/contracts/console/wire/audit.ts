import { z } from "zod";
import { exportFormats } from "@/lib/domain/audit/rules";
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
const filters = {
  actorId: optionalParameter(z.string().max(60)),
  action: optionalParameter(z.string().regex(/^[a-z_]{1,40}\.([a-z_]{1,40}|\*)$/, "must be noun.verb or noun.*")),
  targetType: optionalParameter(z.string().max(60)),
  targetId: optionalParameter(z.string().max(60)),
  outcome: optionalParameter(z.enum(["success", "denied", "failed"])),
  override: flag,
  from: moment.describe("Included"),
  to: moment.describe("Not included"),
  q: searchText,
};
export const auditQuery = z.strictObject({ ...pageParameters, ...filters });

export const auditExportQuery = z.strictObject({
  ...filters,
  format: optionalParameter(z.enum(exportFormats)).describe("csv (default) or json"),
});

export const auditVerdict = z.strictObject({
  ok: z.boolean(),
  events: z.number().int().describe("Events that were looked at"),
  firstBroken: z.number().int().nullable().describe("Number (`seq`) of the first event that is not as it was written"),
  problem: z.string().nullable(),
  waiting: z.number().int().describe("Events that are not sealed yet; they are within seconds"),
  head: z
    .string()
    .nullable()
    .describe("Hash of the newest sealed event; note it elsewhere to prove later that nothing was rewritten"),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;
