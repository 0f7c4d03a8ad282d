type Waiting = { id: string; queuedAt: string };

/**
 * The packages before and after one in the queue, oldest first, and its place (from 1; null when it waits no more).
 * Works by time, so that a package which was decided a moment ago still has its neighbours.
 */
export function neighboursOf<Item extends Waiting>(queue: readonly Item[], current: Waiting) {
  const order = (item: Waiting) => `${item.queuedAt} ${item.id}`;
  const at = queue.findIndex((item) => item.id === current.id);
  return {
    previous: queue.findLast((item) => item.id !== current.id && order(item) < order(current)) ?? null,
    next: queue.find((item) => item.id !== current.id && order(item) > order(current)) ?? null,
    position: at === -1 ? null : at + 1,
  };
}
