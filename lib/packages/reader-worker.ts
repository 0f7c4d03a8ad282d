import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { parentPort } from "node:worker_threads";
import { readPackage } from "./read-package";
import type { ReaderAnswer, ReaderOrder } from "./reader-messages";
import { PackageRefused } from "./refusal";

const port = parentPort;
if (!port) throw new Error("Reads packages as a thread only");

/** Everything else of the process goes first. Where threads have no priority of their own, all stay equal. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync("/proc/thread-self"))), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not Linux.
  }
}

giveWay();

const answer = (said: ReaderAnswer) => port.postMessage(said);

/** An upload as it arrives: orders wait here until the reader asks for more. */
class Arriving {
  readonly #orders: ReaderOrder[] = [];
  #wake: () => void = () => undefined;

  add(order: ReaderOrder): void {
    this.#orders.push(order);
    this.#wake();
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const order = this.#orders.shift();
      if (!order) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if ("chunk" in order) {
        const { buffer, byteOffset, byteLength } = order.chunk;
        answer({ id: order.id, taken: byteLength });
        yield Buffer.from(buffer, byteOffset, byteLength);
      } else if ("cut" in order) throw new Error("The upload broke off");
      else return;
    }
  }
}

const uploads = new Map<number, Arriving>();

function outcome(id: number, error: unknown): ReaderAnswer {
  if (error instanceof PackageRefused) return { id, refusals: error.refusals };
  return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function begin(id: number): void {
  const upload = new Arriving();
  uploads.set(id, upload);
  readPackage(Readable.from(upload.chunks(), { highWaterMark: 1 }))
    .then((reading): ReaderAnswer => ({ id, reading }))
    .catch((error: unknown) => outcome(id, error))
    .then((said) => {
      uploads.delete(id);
      answer(said);
    });
}

// What still comes for an upload that is done is passed over.
port.on("message", (order: ReaderOrder) => {
  if ("begin" in order) begin(order.id);
  else uploads.get(order.id)?.add(order);
});
