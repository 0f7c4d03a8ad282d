import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { inTurns, takeTurn } from "./turnstile";

const KiB = 1024;

test("what waits passes in order, so many bytes a round, and other work of the loop comes in between", async () => {
  const seen: string[] = [];
  const turns = Array.from({ length: 6 }, (_, at) => takeTurn(128 * KiB).then(() => seen.push(String(at))));
  const other = async () => {
    for (let at = 0; at < 3; at++) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push("other");
    }
  };
  await Promise.all([...turns, other()]);
  expect(seen.join(" ")).toBe("0 1 other 2 3 other 4 5 other");
});

test("a piece larger than a round passes alone, and bytes come out as they went in", async () => {
  const pieces = [Buffer.alloc(700 * KiB, 1), Buffer.alloc(3, 2), Buffer.alloc(64 * KiB, 3)];
  expect(await buffer(Readable.from(pieces).pipe(inTurns()))).toEqual(Buffer.concat(pieces));
});
