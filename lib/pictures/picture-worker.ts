import { parentPort, workerData } from "node:worker_threads";
import { PictureFault, type PictureLimits } from "./picture-limits";
import { toWebp } from "./to-webp";

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: PictureLimits };

toWebp(Buffer.from(bytes), limits).then(
  (webp) => parentPort?.postMessage({ webp }),
  (error: unknown) => {
    if (!(error instanceof PictureFault)) throw error;
    parentPort?.postMessage({ fault: error.message });
  },
);
