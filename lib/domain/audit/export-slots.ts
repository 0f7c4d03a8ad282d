import { DomainError } from "@/lib/domain/faults";

/** Exports of the audit trail that one person may have under way at the same time in one process. */
export const EXPORTS_AT_ONCE = 2;
const RETRY_AFTER = 10;

const processes = globalThis as typeof globalThis & { musterExports?: Map<string, number> };

/** Takes one of the few exports that a person may have under way; gives what frees it. `rate_limited` beyond that. */
export function takeExportSlot(userId: string): () => void {
  processes.musterExports ??= new Map();
  const exports = processes.musterExports;
  const running = exports.get(userId) ?? 0;
  if (running >= EXPORTS_AT_ONCE) {
    const message = `You have ${EXPORTS_AT_ONCE} exports under way; wait until one of them is done`;
    throw new DomainError("rate_limited", message, { retryAfter: RETRY_AFTER });
  }
  exports.set(userId, running + 1);
  let free = false;
  return () => {
    if (free) return;
    free = true;
    const left = (exports.get(userId) ?? 1) - 1;
    if (left > 0) exports.set(userId, left);
    else exports.delete(userId);
  };
}
