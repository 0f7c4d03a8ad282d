import { trashDays } from "@/lib/domain/agents/rules";

const DAY = 86_400_000;

/** When an agent that was deleted then (ISO 8601) is purged under its retention tier; null: kept until purged by hand. */
export function purgeTime(deletedAt: string, tier: string | null): string | null {
  const days = trashDays(tier);
  return days === null ? null : new Date(Date.parse(deletedAt) + days * DAY).toISOString();
}

/** Whole days until then, rounded up, so that "1 day left" holds until the last moment; 0 once it is over. */
export function daysLeft(purgeAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(purgeAt) - now) / DAY));
}
