import { MessageChannel, type MessagePort } from "node:worker_threads";

let nobody: MessagePort | undefined;

/** A port that is closed: what is handed over to it is gone. */
function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/**
 * Frees memory at once; buffers that see it are empty from now on. V8 frees it only when it looks for garbage, and looks
 * through all of its heap because of it. Nothing may be writing to it or reading from it in the background.
 */
export function freeMemory(memory: ArrayBufferLike): void {
  if (!(memory instanceof ArrayBuffer) || memory.byteLength === 0) return;
  nobody ??= closedPort();
  nobody.postMessage(null, [memory]);
}

/** Whether the last byte of the memory behind a piece is the piece's. */
export const endsItsMemory = ({ buffer, byteOffset, length }: Uint8Array): boolean =>
  byteOffset + length === buffer.byteLength;

const unshared = new WeakSet<ArrayBufferLike>();

/** Notes memory that nothing but this piece, and what is cut from it, has a part in. */
export function noteUnshared(piece: Uint8Array): void {
  if (piece.length === piece.buffer.byteLength) unshared.add(piece.buffer);
}

/** Frees such memory where `piece`, which nobody needs any more, is the last that was cut from it. */
export function freeUnshared(piece: Uint8Array): void {
  if (endsItsMemory(piece) && unshared.delete(piece.buffer)) freeMemory(piece.buffer);
}
