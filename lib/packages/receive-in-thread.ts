import { Worker } from "node:worker_threads";
import { BlobTooLarge, StorageFull } from "@/lib/blobs/store";
import { ByteRing } from "@/lib/threads/byte-ring";
import { freeUnshared } from "@/lib/threads/free-memory";
import { threadCode } from "@/lib/threads/thread-code";
import type { ReceivedFile, ReceiverAnswer, ReceiverOrder, ReceiverOutcome } from "./receiving-messages";
import { PackageRefused } from "./refusal";

/** A thread without work is ended after this long, ms: it holds some 20 MB, and the next would have to become quick again. */
const IDLE = 300_000;
/** Rings that are kept for the next uploads. */
const SPARE = 16;

function faultOf(said: Exclude<ReceiverOutcome, { received: ReceivedFile }>): Error {
  if ("refusals" in said) return new PackageRefused(...said.refusals);
  return "full" in said ? new StorageFull(said.full) : new Error(said.failure);
}

/** One upload on its way to the thread. */
class Sending {
  readonly #ring: ByteRing;
  readonly #wake: () => void;
  readonly outcome: Promise<ReceivedFile>;
  #resolve: (received: ReceivedFile) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #room: () => void = () => undefined;
  #over = false;

  /** `wake` tells the thread that there is more. */
  constructor(ring: ByteRing, wake: () => void) {
    this.#ring = ring;
    this.#wake = wake;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever sends sees it at the end; until then it must not count as unhandled.
    this.outcome.catch(() => undefined);
  }

  hasRoom(): void {
    this.#room();
  }

  end(said: ReceiverOutcome): void {
    if ("received" in said) this.#resolve(said.received);
    else this.#reject(faultOf(said));
    this.#over = true;
    this.#room();
  }

  /** Resolves when all of the piece is on its way, or nothing more of this upload is wanted. */
  async send(piece: Uint8Array): Promise<void> {
    for (let rest = piece; rest.length > 0 && !this.#over; ) {
      rest = rest.subarray(this.#ring.write(rest));
      if (this.#ring.mustWakeReader()) this.#wake();
      if (rest.length === 0 || !this.#ring.waitForRoom()) continue;
      await new Promise<void>((resolve) => {
        this.#room = resolve;
      });
    }
  }
}

type Upload = { sending: Sending; ring: ByteRing };

/** The one thread that receives the uploads of this process, and those that it has not answered. */
class ReceivingThread {
  readonly #worker: Worker;
  readonly #uploads = new Map<number, Upload>();
  readonly #spare: ByteRing[] = [];
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  /** `gone` hears when it takes nothing more. */
  constructor(
    code: string,
    readonly gone: (thread: ReceivingThread) => void,
  ) {
    this.#worker = new Worker(code, { eval: true, execArgv: [], env: {} });
    this.#worker.unref();
    this.#worker.on("message", (said: ReceiverAnswer) => this.#hear(said));
    this.#worker.on("error", (error) => this.#fail(error.message));
    this.#worker.on("exit", () => this.#fail("The thread that receives packages has ended"));
  }

  #fail(failure: string): void {
    this.gone(this);
    for (const { sending } of this.#uploads.values()) sending.end({ failure });
    this.#uploads.clear();
    clearTimeout(this.#idle);
  }

  #hear(said: ReceiverAnswer): void {
    const upload = this.#uploads.get(said.id);
    if (!upload) return;
    if ("room" in said) upload.sending.hasRoom();
    else this.#done(said, upload);
  }

  #done(said: ReceiverOutcome & { id: number }, { sending, ring }: Upload): void {
    this.#uploads.delete(said.id);
    if (this.#spare.length < SPARE) this.#spare.push(ring);
    sending.end(said);
    if (this.#uploads.size === 0) this.#rest();
  }

  #rest(): void {
    this.#worker.unref();
    this.#idle = setTimeout(() => {
      this.gone(this);
      void this.#worker.terminate();
    }, IDLE).unref();
  }

  /** Begins an upload whose bytes go to the new file `path`; `tell` ends it. */
  begin(path: string): { sending: Sending; tell: (what: { end: true } | { cut: true }) => void } {
    clearTimeout(this.#idle);
    this.#worker.ref();
    this.#last += 1;
    const id = this.#last;
    const tell = (order: ReceiverOrder) => this.#worker.postMessage(order);
    const ring = this.#spare.pop() ?? new ByteRing();
    ring.clear();
    const sending = new Sending(ring, () => tell({ id, more: true }));
    this.#uploads.set(id, { sending, ring });
    tell({ id, begin: ring.memory, path });
    return { sending, tell: (what) => tell({ id, ...what }) };
  }
}

const shared = globalThis as typeof globalThis & { musterReceiver?: ReceivingThread | undefined };

async function receivingThread(): Promise<ReceivingThread> {
  const code = await threadCode("package-receiver");
  shared.musterReceiver ??= new ReceivingThread(code, (thread) => {
    if (shared.musterReceiver === thread) shared.musterReceiver = undefined;
  });
  return shared.musterReceiver;
}

/**
 * Writes `source` to the new file `path`, forced to the disk, and reads the same bytes as `readPackage` does, in a thread of
 * its own, so that nobody waits for somebody's package. A refused package is read to its end (up to `limit` bytes) and
 * dropped, so that a client that is still sending gets to read its answer. Throws PackageRefused, BlobTooLarge, StorageFull
 * and what `source` throws; there is no file then.
 */
export async function receiveInThread(
  source: AsyncIterable<Uint8Array>,
  path: string,
  { limit }: { limit: number },
): Promise<ReceivedFile> {
  const thread = await receivingThread();
  const { sending, tell } = thread.begin(path);
  let size = 0;
  try {
    for await (const piece of source) {
      size += piece.length;
      if (size > limit) throw new BlobTooLarge(limit);
      await sending.send(piece);
      freeUnshared(piece);
    }
  } catch (error) {
    tell({ cut: true });
    await sending.outcome.catch(() => undefined);
    throw error;
  }
  tell({ end: true });
  return await sending.outcome;
}
