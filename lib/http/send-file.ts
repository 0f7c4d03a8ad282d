import type { ServerResponse } from "node:http";
import type { FileBytes } from "@/lib/blobs/file-bytes";
import { takeTurn } from "@/lib/http/turnstile";

const LARGE = 256 * 1024;
const SMALL = 64 * 1024;
/** Large buffers at a time; whoever comes beyond that sends smaller pieces. */
const MOST_LARGE = 32;

const kept: Buffer[] = [];
let lent = 0;

function borrow(): Buffer {
  if (lent >= MOST_LARGE) return Buffer.allocUnsafeSlow(SMALL);
  lent += 1;
  return kept.pop() ?? Buffer.allocUnsafeSlow(LARGE);
}

/** One that a broken connection may still hold is not `free`, and not lent again. */
function giveBack(buffer: Buffer, free: boolean): void {
  if (buffer.length !== LARGE) return;
  lent -= 1;
  if (free) kept.push(buffer);
}

/** Waits for what `work` calls back; rejects when the caller leaves before. */
function unlessLeft(response: ServerResponse, work: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = () => reject(new Error("the caller has left"));
    if (response.closed) return left();
    response.once("close", left);
    work((error) => {
      response.off("close", left);
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Sends a file's bytes piece by piece through one buffer, each in its turn and when the kernel has the one before, and ends
 * the answer. Rejects, with the connection broken off, when the file cannot be read or the caller leaves; the file is closed
 * in any case.
 */
export async function sendFile(file: FileBytes, response: ServerResponse): Promise<void> {
  const buffer = borrow();
  let whole = false;
  try {
    for (let count = await file.readInto(buffer); count > 0; count = await file.readInto(buffer)) {
      const piece = buffer.subarray(0, count);
      await unlessLeft(response, (done) => takeTurn(count, () => response.write(piece, done)));
    }
    whole = true;
    await unlessLeft(response, (done) => response.end(done));
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    giveBack(buffer, whole);
    file.destroy();
  }
}
