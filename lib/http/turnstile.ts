import { Transform } from "node:stream";

/** Bytes of large bodies that pass in one round of the event loop: less than a millisecond of this process. */
const PER_ROUND = 256 * 1024;

type Waiting = { bytes: number; pass: () => void };
let queue: Waiting[] = [];
let passed = 0;
let planned = false;

function plan(): void {
  if (planned) return;
  planned = true;
  setImmediate(round);
}

function round(): void {
  planned = false;
  passed = 0;
  let at = 0;
  for (; at < queue.length && passed < PER_ROUND; at++) {
    const next = queue[at];
    passed += next?.bytes ?? 0;
    next?.pass();
  }
  queue = queue.slice(at);
  if (passed > 0) plan();
}

/**
 * Calls `pass` when it is the turn of so many bytes of a body: at once where they fit into this round of the event loop, else
 * in the order of asking, so much a round. Whoever moves large bodies asks for each piece, so that between two rounds
 * everything small is answered, however many uploads and downloads there are.
 */
export function takeTurn(bytes: number, pass: () => void): void {
  if (passed < PER_ROUND && queue.length === 0) {
    passed += bytes;
    pass();
  } else queue.push({ bytes, pass });
  plan();
}

/** Lets the pieces of a body through, each when it is its turn; it holds one of them at a time. */
export function inTurns(): Transform {
  return new Transform({
    writableHighWaterMark: 1,
    readableHighWaterMark: 1,
    transform: (piece: Buffer, _encoding, done) => takeTurn(piece.length, () => done(null, piece)),
  });
}
