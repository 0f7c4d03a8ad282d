import { Worker } from "node:worker_threads";
import { threadCode } from "@/lib/threads/thread-code";
import { PictureFault, type PictureLimits } from "./picture-limits";

const TIME_LIMIT = 30_000;

type Said = { webp: Uint8Array } | { fault: string };

function run(code: string, bytes: Buffer, limits: PictureLimits): Promise<Said> {
  return new Promise((done, failed) => {
    const worker = new Worker(code, { eval: true, workerData: { bytes, limits }, execArgv: [], env: {} });
    const late = () => {
      failed(new PictureFault("takes too long to read"));
      void worker.terminate();
    };
    const timer = setTimeout(late, TIME_LIMIT);
    worker.once("message", done);
    worker.once("error", failed);
    worker.once("exit", () => {
      clearTimeout(timer);
      failed(new Error("The worker for pictures ended without a word"));
    });
  });
}

/** One picture at a time: each may take seconds and hundreds of megabytes. */
let previous: Promise<unknown> = Promise.resolve();

/** `toWebp` in a thread of its own, so that nobody waits for somebody's picture. Throws PictureFault. */
export function makePicture(bytes: Buffer, limits: PictureLimits): Promise<Buffer> {
  const work = async (): Promise<Buffer> => {
    const said = await run(await threadCode("pictures"), bytes, limits);
    if ("fault" in said) throw new PictureFault(said.fault);
    return Buffer.from(said.webp);
  };
  const turn = previous.then(work, work);
  previous = turn.catch(() => undefined);
  return turn;
}
