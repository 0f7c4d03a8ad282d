import { Readable } from "node:stream";
import { packageLimits } from "@/lib/packages/limits";
import { type ArchiveSink, readArchive } from "@/lib/packages/read-archive";
import { readPackage } from "@/lib/packages/read-package";
import type { PackageSeries } from "./archives";
import { receive } from "./receive";

/** CPU in ms for one package, the best of several: the baselines' work, our tar reader alone, our reader with its scan. */
export type ScanCost = { mib: number; baseline: number; archive: number; scan: number };

const SLICE = 64 * 1024;
const TIMES = 5;

const nobody: ArchiveSink = { folder() {}, file() {}, body() {}, close() {} };

function source(bytes: Buffer): Readable {
  const slices = Array.from({ length: Math.ceil(bytes.length / SLICE) }, (_, at) =>
    bytes.subarray(at * SLICE, (at + 1) * SLICE),
  );
  return Readable.from(slices);
}

async function cpu(work: () => Promise<unknown>): Promise<number> {
  const costs: number[] = [];
  for (let at = 0; at < TIMES; at++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return Math.min(...costs);
}

/** Measures the parts of receiving in this process; `folder` takes what is received. */
export async function scanCost(series: PackageSeries, folder: string): Promise<ScanCost> {
  const bytes = Buffer.concat(series.make("scan-cost"));
  return {
    mib: series.mib,
    baseline: await cpu(() => receive(source(bytes), folder)),
    archive: await cpu(() => readArchive(source(bytes), nobody, packageLimits)),
    scan: await cpu(() => readPackage(source(bytes))),
  };
}
