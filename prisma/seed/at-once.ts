/** How many agents are made at the same time; each person may have four uploads under way. */
const AT_ONCE = 4;

/** Does `work` for every item, a few at a time, begun in their order. */
export async function eachOf<T>(items: readonly T[], work: (item: T, i: number) => Promise<unknown>): Promise<void> {
  const waiting = items.map((item, i) => ({ item, i }));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next.item, next.i);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
