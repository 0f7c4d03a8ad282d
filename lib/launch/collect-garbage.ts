import { Session } from "node:inspector/promises";

/**
 * Frees all that a start leaves behind, and the room that young objects took: V8 does not look for it while nothing happens,
 * and keeps some 50 MB. Takes some 100 ms. The inspector's way, because what `--expose-gc` offers keeps the room.
 */
export async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  session.disconnect();
}
