/** Maps over all items with at most `cap` at work; results in the items' order. The first failure ends it. */
export async function inParallel<T, R>(items: readonly T[], cap: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(cap, items.length) }, worker));
  return results;
}
