import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import { threadCode } from "@/lib/threads/thread-code";
import type { PackageReading } from "./read-package";
import type { ReaderAnswer, ReaderOrder } from "./reader-messages";
import { PackageRefused } from "./refusal";

/** Bytes of one upload that may be on their way to the thread. */
const AHEAD = 512 * 1024;
/** A thread without work is ended after this long, ms: it holds some 20 MB. */
const IDLE = 30_000;

type Pending = { hear: (said: ReaderAnswer) => void; fail: (error: Error) => void };

/** One thread that reads all uploads of this process, and what each of them waits for. */
class ReaderThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  /** `gone` hears when it takes nothing more. */
  constructor(
    code: string,
    readonly gone: (thread: ReaderThread) => void,
  ) {
    this.#worker = new Worker(code, { eval: true, execArgv: [], env: {} });
    this.#worker.unref();
    this.#worker.on("message", (said: ReaderAnswer) => this.#pending.get(said.id)?.hear(said));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("The thread that reads packages has ended")));
  }

  #fail(error: Error): void {
    this.gone(this);
    for (const { fail } of [...this.#pending.values()]) fail(error);
    clearTimeout(this.#idle);
  }

  #end(): void {
    this.gone(this);
    void this.#worker.terminate();
  }

  open(pending: Pending): number {
    clearTimeout(this.#idle);
    this.#last += 1;
    this.#pending.set(this.#last, pending);
    this.#worker.ref();
    this.tell({ id: this.#last, begin: true });
    return this.#last;
  }

  close(id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size > 0) return;
    this.#worker.unref();
    this.#idle = setTimeout(() => this.#end(), IDLE).unref();
  }

  tell(order: ReaderOrder): void {
    this.#worker.postMessage(order, "chunk" in order ? [order.chunk.buffer as ArrayBuffer] : []);
  }
}

const shared = globalThis as typeof globalThis & { musterReader?: ReaderThread | undefined };

async function readerThread(): Promise<ReaderThread> {
  const code = await threadCode("package-reader");
  shared.musterReader ??= new ReaderThread(code, (thread) => {
    if (shared.musterReader === thread) shared.musterReader = undefined;
  });
  return shared.musterReader;
}

/** Hands the bytes of one upload to the thread, never more than AHEAD before it has taken them. */
class Sending {
  #ahead = 0;
  #room: () => void = () => undefined;
  /** Whether nothing more is wanted. */
  over = false;

  taken(bytes: number): void {
    this.#ahead -= bytes;
    this.#room();
  }

  stop(): void {
    this.over = true;
    this.#room();
  }

  async send(source: Readable, id: number, thread: ReaderThread): Promise<void> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      // The thread gets memory of its own, because that of the socket is used again.
      const copy = new Uint8Array(chunk);
      this.#ahead += copy.length;
      thread.tell({ id, chunk: copy });
      while (this.#ahead > AHEAD && !this.over) {
        await new Promise<void>((resolve) => {
          this.#room = resolve;
        });
      }
      if (this.over) return;
    }
    thread.tell({ id, end: true });
  }
}

/**
 * `readPackage` in a thread of its own, so that nobody waits for somebody's package; a thread that ended is replaced for
 * the next. Throws PackageRefused, and what `source` throws.
 */
export async function readPackageInThread(source: Readable): Promise<PackageReading> {
  const thread = await readerThread();
  const sending = new Sending();
  return new Promise<PackageReading>((resolve, reject) => {
    const done = (settle: () => void) => {
      if (sending.over) return;
      sending.stop();
      thread.close(id);
      settle();
    };
    const hear = (said: ReaderAnswer) => {
      if ("taken" in said) sending.taken(said.taken);
      else if ("reading" in said) done(() => resolve(said.reading));
      else if ("refusals" in said) done(() => reject(new PackageRefused(...said.refusals)));
      else done(() => reject(new Error(said.failure)));
    };
    const id = thread.open({ hear, fail: (error) => done(() => reject(error)) });
    sending.send(source, id, thread).catch((error: unknown) => {
      if (!sending.over) thread.tell({ id, cut: true });
      done(() => reject(error));
    });
  });
}
