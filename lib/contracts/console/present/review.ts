import type { QueueItem } from "@/lib/contracts/console/wire/review";
import type { Queued, QueueKind } from "@/lib/domain/review/queries";

const rooms: Record<QueueKind, string> = { package: "/review", plugin: "/review/plugins" };

/** Something that waits, with the page on which it is decided. */
export function toQueueItem(item: Queued): QueueItem {
  return { ...item, link: `${rooms[item.kind]}/${item.id}` };
}
