import { MessageChannel, type MessagePort } from "node:worker_threads";

let nobody: MessagePort | undefined;

/** A port that is closed: what is handed over to it is gone. */
function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/**
 * Frees memory at once; buffers that see it are empty from now on. V8 frees such memory only when it looks for garbage, and
 * looks for it because of this memory. Nothing may be writing to it or reading from it in the background.
 */
export function freeMemory(memory: ArrayBufferLike): void {
  if (!(memory instanceof ArrayBuffer) || memory.byteLength === 0) return;
  nobody ??= closedPort();
  nobody.postMessage(null, [memory]);
}
