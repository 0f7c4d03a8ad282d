import { DomainError, invalidField } from "@/lib/domain/faults";

export const MOST_GRANTS = 10;
export const SHORTEST_HOURS = 0.1;
export const DEFAULT_HOURS = 4;
export const SSH_USER = "developer";

const HOUR_MS = 3_600_000;

/** When a grant of so many hours ends. Throws `invalid` for what is too short or longer than the instance allows. */
export function endOfGrant(now: Date, hours: number, mostHours: number): Date {
  if (!Number.isFinite(hours) || hours < SHORTEST_HOURS || hours > mostHours) {
    throw invalidField("ttl_hours", `must be between ${SHORTEST_HOURS} and ${mostHours}`, hours);
  }
  return new Date(now.getTime() + Math.round(hours * HOUR_MS));
}

/** Throws `quota_exceeded` where an agent has as many other living grants as it can. */
export function assertGrantRoom(living: number): void {
  if (living >= MOST_GRANTS) throw new DomainError("quota_exceeded", `SSH grant limit reached (${MOST_GRANTS})`);
}
