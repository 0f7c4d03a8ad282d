import type { QueueItem } from "@/lib/contracts/console/wire/review";
import type { Queued } from "@/lib/domain/review/queries";

/** A waiting package as an item of the queue. */
export function toQueueItem(item: Queued): QueueItem {
  return { kind: "package", ...item, link: `/review/${item.id}` };
}
