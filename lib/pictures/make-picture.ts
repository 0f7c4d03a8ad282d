import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { PictureFault, type PictureLimits } from "./picture-limits";

const TIME_LIMIT = 30_000;

let bundled: Promise<string> | undefined;

/** The worker's code in one text, with the packages outside: no process of ours has it as a file of its own. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(process.cwd(), "lib/pictures/picture-worker.ts")],
    ...{ bundle: true, write: false, packages: "external", platform: "node", target: "node20", format: "cjs" },
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

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
    bundled ??= bundle();
    const said = await run(await bundled, bytes, limits);
    if ("fault" in said) throw new PictureFault(said.fault);
    return Buffer.from(said.webp);
  };
  const turn = previous.then(work, work);
  previous = turn.catch(() => undefined);
  return turn;
}
