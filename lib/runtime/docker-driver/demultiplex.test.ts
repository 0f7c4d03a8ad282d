import fc from "fast-check";
import { expect, test } from "vitest";
import { createDemultiplexer, stampedText } from "@/lib/runtime/docker-driver/demultiplex";

const frame = (kind: number, text: string) => {
  const payload = Buffer.from(text);
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
};

test("frames come whole, wherever the chunks end", () => {
  const texts = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string()), { maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 20 }), (sent, size) => {
      const bytes = Buffer.concat(sent.map(([kind, text]) => frame(kind, text)));
      const take = createDemultiplexer();
      const got = [];
      for (let at = 0; at < bytes.length; at += size) got.push(...take(bytes.subarray(at, at + size)));
      expect(got.map(({ stream, payload }) => [stream === "stderr" ? 2 : 1, payload.toString()])).toEqual(sent);
    }),
  );
});

test("what is no frame is a fault, not a wait for four gigabytes", () => {
  expect(() => createDemultiplexer()(Buffer.from("HTTP/1.1 200 OK\r\n"))).toThrow(/garbled/);
  expect(() => createDemultiplexer()(Buffer.from([1, 0, 0, 0, 255, 255, 255, 255]))).toThrow(/garbled/);
});

test("a line has its time; one without is none", () => {
  const payload = Buffer.from("2026-03-26T12:00:00.123456789Z hello \u001b[1mworld\n");
  expect(stampedText({ stream: "stdout", payload })).toEqual({
    stream: "stdout",
    stamp: "2026-03-26T12:00:00.123456789Z",
    text: "hello \u001b[1mworld",
    whole: true,
  });
  expect(stampedText({ stream: "stdout", payload: Buffer.from("no time\n") })).toBeNull();
});
