"use client";
import { flag, oneOf, text, usually } from "./address-parts";
import { useAddress } from "./use-address";

export const auditOutcomes = ["success", "denied", "failed"] as const;
export const auditTimes = ["1h", "24h", "7d", "30d"] as const;
export const auditScopes = ["workspace", "all"] as const;
export const timeLabels = { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" };

const HOUR = 3_600_000;
const spans = { "1h": HOUR, "24h": 24 * HOUR, "7d": 7 * 24 * HOUR, "30d": 30 * 24 * HOUR };
const day = /^\d{4}-\d{2}-\d{2}$/;

/** What the trail is narrowed to. `since`, `until`: first and last day in the reader's own time, both included. */
export type AuditSearch = {
  q: string;
  actor: string;
  action: string;
  target: string;
  outcome: (typeof auditOutcomes)[number] | null;
  override: boolean;
  time: (typeof auditTimes)[number] | null;
  since: string;
  until: string;
  scope: (typeof auditScopes)[number];
};

const parts = {
  q: usually(text, ""),
  actor: usually(text, ""),
  action: usually(text, ""),
  target: usually(text, ""),
  outcome: oneOf(auditOutcomes),
  override: usually(flag, false),
  time: oneOf(auditTimes),
  since: usually(text, ""),
  until: usually(text, ""),
  scope: usually(oneOf(auditScopes), "workspace"),
};

/** The search in the address of the page. */
export const useAuditSearch = () => useAddress(parts);

/** Takes every filter out of the address; the scope stays. */
export const clearedAudit = {
  q: null,
  actor: null,
  action: null,
  target: null,
  outcome: null,
  override: null,
  time: null,
  since: null,
  until: null,
} as const;
export type AuditChange = { [K in keyof AuditSearch]?: AuditSearch[K] | null };

/** Whether anything but the scope differs from the whole trail. */
export function isNarrowedAudit({ scope: _, ...filters }: AuditSearch): boolean {
  return Object.values(filters).some(Boolean);
}

function startOfDay(text: string, plus: number): string | null {
  if (!day.test(text)) return null;
  const [year = 0, month = 1, date = 1] = text.split("-").map(Number);
  const moment = new Date(year, month - 1, date + plus);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** The filters as parameters of `GET /api/audit` and of the export. */
export function auditParameters(search: AuditSearch, now: number): URLSearchParams {
  const { q, actor, action, target, outcome, override, time } = search;
  const from = time ? new Date(now - spans[time]).toISOString() : startOfDay(search.since, 0);
  const to = time ? null : startOfDay(search.until, 1);
  const given = { q: q.trim(), actorId: actor, action, targetId: target, outcome, from, to };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) parameters.set(name, value);
  if (override) parameters.set("override", "true");
  return parameters;
}
