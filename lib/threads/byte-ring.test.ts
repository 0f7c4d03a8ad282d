import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteRing } from "./byte-ring";

const SIZE = 256 * 1024;

/** Bytes that tell their place in the whole. */
const bytesFrom = (at: number, length: number) => Buffer.from(Array.from({ length }, (_, i) => ((at + i) * 31) % 251));

test("whatever is written in pieces is read in order, never more than fits, and each side is woken when it waits", () => {
  const step = fc.record({ write: fc.integer({ min: 0, max: SIZE + 10 }), take: fc.integer({ min: 0, max: SIZE }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const writer = new ByteRing();
      const reader = new ByteRing(writer.memory);
      let written = 0;
      let taken = 0;
      for (const { write, take } of steps) {
        const readerWaits = reader.waitForMore();
        expect(readerWaits).toBe(written === taken);
        const fitting = writer.write(bytesFrom(written, write));
        expect(fitting).toBe(Math.min(write, SIZE - (written - taken)));
        written += fitting;
        expect(writer.mustWakeReader()).toBe(true);
        expect(writer.mustWakeReader()).toBe(false);
        const writerWaits = writer.waitForRoom();
        expect(writerWaits).toBe(written - taken === SIZE);
        const piece = reader.read();
        const part = piece.subarray(0, take);
        expect(part.equals(bytesFrom(taken, part.length))).toBe(true);
        reader.take(part.length);
        taken += part.length;
        expect(reader.mustWakeWriter()).toBe(written - taken <= SIZE / 2);
        expect(reader.read().length > 0).toBe(written > taken);
      }
    }),
    { numRuns: 60 },
  );
});

test("its counts go on beyond four gibibytes", () => {
  const ring = new ByteRing();
  new Int32Array(ring.memory).set([-100, -100]);
  expect(ring.write(bytesFrom(0, 300))).toBe(300);
  const first = Buffer.from(ring.read());
  ring.take(first.length);
  const second = ring.read();
  expect(Buffer.concat([first, second]).equals(bytesFrom(0, 300))).toBe(true);
  ring.take(second.length);
  expect([ring.read().length, ring.write(Buffer.alloc(2 * SIZE))]).toEqual([0, SIZE]);
});
