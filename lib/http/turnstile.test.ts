import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { inTurns, takeTurn } from "./turnstile";

const KiB = 1024;

test("what fits into a round passes at once, the rest in order, so many bytes a round, and other work of the loop comes in between", async () => {
  const seen: string[] = [];
  for (let at = 0; at < 6; at++) takeTurn(128 * KiB, () => seen.push(String(at)));
  expect(seen).toEqual(["0", "1"]);
  const other = async () => {
    for (let at = 0; at < 3; at++) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push("other");
    }
  };
  await other();
  expect(seen.join(" ")).toBe("0 1 2 3 other 4 5 other other");
});

test("a piece larger than a round passes alone, and bytes come out as they went in", async () => {
  const pieces = [Buffer.alloc(700 * KiB, 1), Buffer.alloc(3, 2), Buffer.alloc(64 * KiB, 3)];
  expect(await buffer(Readable.from(pieces).pipe(inTurns()))).toEqual(Buffer.concat(pieces));
});
