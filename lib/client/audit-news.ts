import type { AuditEvent } from "@/lib/contracts/console/wire/audit";

/** Whether an event belongs on the first page; signing in and reading do not. */
export function isNews({ action }: Pick<AuditEvent, "action">): boolean {
  return !/^(access|session|notification|view|workspace\.override|package\.file_viewed|plugin\.file_viewed|user\.(password|notifications)|two_factor\.begun)/.test(
    action,
  );
}
