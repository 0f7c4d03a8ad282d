import { Transform } from "node:stream";

/** Bytes of large bodies that pass in one round of the event loop: less than a millisecond of this process. */
const PER_ROUND = 256 * 1024;

type Waiting = { bytes: number; pass: () => void };
let queue: Waiting[] = [];
let planned = false;

function round(): void {
  planned = false;
  let passed = 0;
  let at = 0;
  for (; at < queue.length && passed < PER_ROUND; at++) {
    const next = queue[at];
    passed += next?.bytes ?? 0;
    next?.pass();
  }
  queue = queue.slice(at);
  if (queue.length > 0) plan();
}

function plan(): void {
  if (planned) return;
  planned = true;
  setImmediate(round);
}

/**
 * Waits until it is the turn of so many bytes of a body. Whoever moves large bodies asks for each piece, so that between two
 * rounds everything small is answered, however many uploads and downloads there are.
 */
export function takeTurn(bytes: number): Promise<void> {
  return new Promise((pass) => {
    queue.push({ bytes, pass });
    plan();
  });
}

/** Lets the pieces of a body through, each when it is its turn; it holds one of them at a time. */
export function inTurns(): Transform {
  return new Transform({
    writableHighWaterMark: 1,
    readableHighWaterMark: 1,
    transform: (piece: Buffer, _encoding, done) => {
      takeTurn(piece.length).then(() => done(null, piece));
    },
  });
}
