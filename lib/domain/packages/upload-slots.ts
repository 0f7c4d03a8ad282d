import { DomainError } from "@/lib/domain/faults";

/** Uploads that one person may have under way at the same time in one process. */
export const UPLOADS_AT_ONCE = 4;
const RETRY_AFTER = 5;

const processes = globalThis as typeof globalThis & { musterUploads?: Map<string, number> };

/** Runs `work` as one of the few uploads that a person may have under way; `rate_limited` beyond that. */
export async function withUploadSlot<T>(userId: string, work: () => Promise<T>): Promise<T> {
  processes.musterUploads ??= new Map();
  const uploads = processes.musterUploads;
  const running = uploads.get(userId) ?? 0;
  if (running >= UPLOADS_AT_ONCE) {
    const message = `You have ${UPLOADS_AT_ONCE} uploads under way; wait until one of them is done`;
    throw new DomainError("rate_limited", message, { retryAfter: RETRY_AFTER });
  }
  uploads.set(userId, running + 1);
  try {
    return await work();
  } finally {
    const left = (uploads.get(userId) ?? 1) - 1;
    if (left > 0) uploads.set(userId, left);
    else uploads.delete(userId);
  }
}
