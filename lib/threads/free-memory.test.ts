import { expect, test } from "vitest";
import { freeMemory, freeUnshared, noteUnshared } from "./free-memory";

const SIZE = 32 * 1024 * 1024;

test("memory is free at once, and buffers that see it are empty", () => {
  const whole = Buffer.allocUnsafeSlow(SIZE);
  const part = whole.subarray(10, 20);
  const before = process.memoryUsage().arrayBuffers;
  freeMemory(whole.buffer);
  expect(before - process.memoryUsage().arrayBuffers).toBe(SIZE);
  expect([whole.length, part.length]).toEqual([0, 0]);
  expect(() => freeMemory(whole.buffer)).not.toThrow();
});

test("what threads share is left alone", () => {
  const shared = Buffer.from(new SharedArrayBuffer(8));
  freeMemory(shared.buffer);
  expect(shared.length).toBe(8);
});

test("memory of a piece is freed with the last that was cut from it, and only where nothing else had a part in it", () => {
  const piece = Buffer.allocUnsafeSlow(100);
  noteUnshared(piece);
  const [first, last] = [piece.subarray(0, 60), piece.subarray(60)];
  freeUnshared(first);
  expect(piece.length).toBe(100);
  freeUnshared(last);
  expect(piece.length).toBe(0);

  const both = Buffer.allocUnsafeSlow(100);
  const second = both.subarray(50);
  noteUnshared(second);
  freeUnshared(second);
  const unnoted = Buffer.allocUnsafeSlow(100);
  freeUnshared(unnoted);
  expect([both.length, unnoted.length]).toEqual([100, 100]);
});
