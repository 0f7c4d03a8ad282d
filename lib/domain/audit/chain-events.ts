import { createHash } from "node:crypto";
import { plannedAnew, type Sql, sql } from "@/lib/db";
import { isSigned, UNSIGNED } from "@/lib/domain/audit/sign-record";

/** The hash before the first event. */
export const GENESIS = "0".repeat(64);

/** Event `e` as the text that is chained: everything that the row holds, in this order for ever. */
export const eventText = sql`json_build_array(e."seq", to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e."id",
  e."actorType", e."actorId", e."actorName", e."via", e."action", e."targetType", e."targetId", e."targetName",
  e."workspaceId"::text, e."before", e."after", e."outcome", e."override", e."requestId", e."address", e."userAgent",
  e."signature")::text`;

/** The hash of an event behind the one with the hash `previous`. */
export function linked(previous: string, text: string): string {
  return createHash("sha256").update(previous).update("\n").update(text).digest("hex");
}

/** How an event came to be: signed by Muster, from before there were signatures, or foreign. */
export function provenance(text: string): "signed" | "before" | "foreign" {
  const fields: unknown = JSON.parse(text);
  if (!Array.isArray(fields)) return "foreign";
  const signature: unknown = fields.at(-1);
  if (signature === UNSIGNED) return "before";
  return isSigned(fields.slice(2, -1), signature) ? "signed" : "foreign";
}

/** An event; `text` is null where it is sealed already. */
export type Unsealed = { seq: bigint; text: string | null };

/** The events behind a number, in order. Planned anew: a plan from when there were no seals would read all of them. */
export function nextEvents(after: bigint, count: number): Sql {
  return plannedAnew(sql`
    SELECT e."seq", CASE WHEN s."seq" IS NULL THEN ${eventText} END AS "text"
    FROM (SELECT * FROM "AuditEvent" WHERE "seq" > ${after} ORDER BY "seq" LIMIT ${count}) e
    LEFT JOIN "AuditSeal" s ON s."seq" = e."seq" ORDER BY e."seq"`);
}

/** A link of the chain with the event that it seals; `text` is null where that is gone. */
export type Link = { position: bigint; seq: bigint; hash: string; text: string | null };

/** The links behind a position, in order. */
export function nextLinks(after: bigint, count: number): Sql {
  return plannedAnew(sql`
    SELECT s."position", s."seq", s."hash", CASE WHEN e."seq" IS NOT NULL THEN ${eventText} END AS "text"
    FROM (SELECT * FROM "AuditSeal" WHERE "position" > ${after} ORDER BY "position" LIMIT ${count}) s
    LEFT JOIN "AuditEvent" e ON e."seq" = s."seq" ORDER BY s."position"`);
}
