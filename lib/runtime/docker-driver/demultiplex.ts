import { DriverFault } from "@/lib/runtime/driver";

const HEADER = 8;
const LONGEST_FRAME = 1024 * 1024;

export type Frame = { stream: "stdout" | "stderr"; payload: Buffer };

/** Cuts the engine's multiplexed output into frames, wherever its chunks end. Throws `unreachable` where it is no such output. */
export function createDemultiplexer(): (chunk: Buffer) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    while (rest.length >= HEADER) {
      const [kind = 0, a, b, c] = rest;
      const length = rest.readUInt32BE(4);
      if (kind > 2 || a !== 0 || b !== 0 || c !== 0 || length > LONGEST_FRAME) {
        throw new DriverFault("unreachable", "The Docker Engine's output is garbled");
      }
      if (rest.length < HEADER + length) break;
      frames.push({ stream: kind === 2 ? "stderr" : "stdout", payload: rest.subarray(HEADER, HEADER + length) });
      rest = rest.subarray(HEADER + length);
    }
    return frames;
  };
}

const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) ?/;

export type StampedText = { stream: Frame["stream"]; stamp: string; text: string; whole: boolean };

/** Time and text of a frame; `whole` when its line ends with it. null without a time: not a line of a log. */
export function stampedText({ stream, payload }: Frame): StampedText | null {
  const line = payload.toString("utf8");
  const [all, stamp] = STAMPED.exec(line) ?? [];
  if (all === undefined || stamp === undefined) return null;
  const whole = line.endsWith("\n");
  return { stream, stamp, text: line.slice(all.length, whole ? -1 : undefined).replace(/\r$/, ""), whole };
}
