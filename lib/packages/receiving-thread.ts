import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";
import { parentPort } from "node:worker_threads";
import { NewFile } from "@/lib/blobs/new-file";
import { StorageFull } from "@/lib/blobs/store";
import { ByteRing } from "@/lib/threads/byte-ring";
import { readPackage } from "./read-package";
import type { ReceivedFile, ReceiverAnswer, ReceiverOrder, ReceiverOutcome } from "./receiving-messages";
import { PackageRefused } from "./refusal";

const port = parentPort;
if (!port) throw new Error("Receives packages as a thread only");

/** Everything else of the process goes first. Where threads have no priority of their own, all stay equal. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync("/proc/thread-self"))), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not Linux.
  }
}

giveWay();

const answer = (said: ReceiverAnswer) => port.postMessage(said);

/** An upload as it arrives. */
class Arriving {
  readonly #ring: ByteRing;
  #end: "end" | "cut" | null = null;
  #wake: () => void = () => undefined;

  constructor(
    readonly id: number,
    memory: SharedArrayBuffer,
  ) {
    this.#ring = new ByteRing(memory);
  }

  tell(order: ReceiverOrder): void {
    if ("end" in order) this.#end = "end";
    if ("cut" in order) this.#end = "cut";
    this.#wake();
  }

  /** Each piece is kept in `file` while it is read; its memory is good until the next is asked for. */
  async *keptIn(file: NewFile): AsyncGenerator<Buffer> {
    for (let piece = await this.#next(); piece; piece = await this.#next()) {
      const kept = file.append(piece);
      // Its failure is seen below; until then it must not count as unhandled.
      kept.catch(() => undefined);
      yield piece;
      await kept;
      this.#ring.take(piece.length);
      if (this.#ring.mustWakeWriter()) answer({ id: this.id, room: true });
    }
  }

  async #next(): Promise<Buffer | null> {
    for (;;) {
      if (this.#end === "cut") throw new Error("The upload broke off");
      const piece = this.#ring.read();
      if (piece.length > 0) return piece;
      if (this.#end === "end") return null;
      if (!this.#ring.waitForMore()) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function receive(upload: Arriving, path: string): Promise<ReceivedFile> {
  const file = await NewFile.create(path);
  try {
    const reading = await readPackage(upload.keptIn(file));
    return { reading, ...(await file.finish()) };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

function outcomeOf(error: unknown): ReceiverOutcome {
  if (error instanceof PackageRefused) return { refusals: error.refusals };
  if (error instanceof StorageFull) return { full: error.message };
  return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

const uploads = new Map<number, Arriving>();

function begin(upload: Arriving, path: string): void {
  uploads.set(upload.id, upload);
  receive(upload, path)
    .then((received): ReceiverOutcome => ({ received }), outcomeOf)
    .then((outcome) => {
      uploads.delete(upload.id);
      answer({ id: upload.id, ...outcome });
    });
}

// What still comes for an upload that is done is passed over.
port.on("message", (order: ReceiverOrder) => {
  if ("begin" in order) begin(new Arriving(order.id, order.begin), order.path);
  else uploads.get(order.id)?.tell(order);
});
