import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of buffers that may come before their garbage is looked for. */
const OFTEN = 16 * 1024 * 1024;

type Collect = (options: { type: "minor" }) => void;

let collect: Collect | undefined;
let since = 0;

/** With it, the heap may grow by three fifths before all of it is gone through, where V8 counts buffers as growth too. */
function collector(): Collect {
  setFlagsFromString("--heap-growing-percent=60");
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}

/**
 * Notes buffers that have come and are soon of no use. V8 does not look for young garbage on their account, because their
 * bytes lie outside its heap; after some 25 MB it goes through all of the heap instead, 60 to 80 ms of CPU.
 */
export function noteReceived(bytes: number): void {
  since += bytes;
  if (since < OFTEN) return;
  since = 0;
  collect ??= collector();
  collect({ type: "minor" });
}
