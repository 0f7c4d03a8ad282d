import type { PackageSeries } from "./archives";
import type { BenchProduct } from "./bench-product";
import { load } from "./load";
import { forgetPeak, memoryOf } from "./process-cost";
import { submission } from "./scenarios";

const TIMES = 3;

async function submitOne(product: BenchProduct, series: PackageSeries, name: string): Promise<void> {
  const shot = submission(product, product.place.inbox, 0, series.make(name));
  const aim = { url: product.url, next: () => shot };
  const { failure } = await load(aim, { connections: 1, seconds: 30, most: 1 });
  if (failure !== null) throw new Error(failure);
}

/** Bytes by which the web process grows at most while it receives one package; the worst of several, after a warm-up. */
export async function uploadMemory(product: BenchProduct, small: PackageSeries, large: PackageSeries): Promise<number> {
  for (let at = 0; at < TIMES; at++) await submitOne(product, small, `memory-${small.mib}-${at}`);
  let most = 0;
  for (let at = 0; at < TIMES; at++) {
    forgetPeak(product.pid);
    const { now } = memoryOf(product.pid);
    await submitOne(product, large, `memory-${large.mib}-${at}`);
    most = Math.max(most, memoryOf(product.pid).peak - now);
  }
  return most;
}
