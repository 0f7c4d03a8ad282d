import type { Duplex } from "node:stream";

const MOST_BYTES = 8 * 1024 * 1024;
const NEWLINE = 10;

/** Gives each JSON line of a loader; `onBreach` once, with a sentence, when it sends anything else or more than 8 MiB in one line. */
export function readMessages(
  pipe: Duplex,
  onMessage: (message: unknown) => void,
  onBreach: (why: string) => void,
): void {
  let pieces: Buffer[] = [];
  let size = 0;
  const breach = (why: string) => {
    pipe.removeAllListeners("data");
    pipe.resume();
    onBreach(why);
  };
  pipe.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...pieces, chunk.subarray(from, at)]).toString("utf8");
      pieces = [];
      size = 0;
      from = at + 1;
      try {
        onMessage(JSON.parse(line));
      } catch {
        return breach("it wrote something that is no reply to its control pipe");
      }
    }
    pieces.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > MOST_BYTES) breach("its reply is larger than 8 MiB");
  });
}
