import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { DomainError } from "@/lib/domain/faults";
import { upload } from "@/lib/http/body";
import { freeUnshared } from "@/lib/threads/free-memory";
import type { IncomingRequest } from "./incoming-request";
import { readUpload } from "./multipart";

const LIMIT = 300_000;
const body = upload(
  "file",
  () => LIMIT,
  (limit) => `larger than ${limit}`,
);
const BOUNDARY = "----frame";
const opening = (field = "file", name = "a.ncp") =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`;
const closing = `\r\n--${BOUNDARY}--\r\n`;

type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;
function request(chunks: Chunks, headers: Record<string, string> = {}): IncomingRequest {
  const source = async function* () {
    for await (const chunk of chunks) yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
  };
  return {
    method: "POST",
    url: "http://localhost/x",
    headers: new Headers({ "content-type": `multipart/form-data; boundary=${BOUNDARY}`, ...headers }),
    body: Readable.from(source()),
    signal: new AbortController().signal,
  };
}

async function received(from: IncomingRequest): Promise<Buffer> {
  return buffer((await readUpload(from, body)).stream);
}
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: DomainError) => error.fault,
  );

test("a file arrives byte for byte, in pieces of any size", async () => {
  const bytes = randomBytes(LIMIT);
  const whole = Buffer.concat([Buffer.from(opening()), bytes, Buffer.from(closing)]);
  for (const size of [777, 65_536, whole.length]) {
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      whole.subarray(i * size, (i + 1) * size),
    );
    expect((await received(request(pieces))).equals(bytes)).toBe(true);
  }
});

test("a file that comes in pieces of their own can be freed piece by piece", async () => {
  const bytes = randomBytes(LIMIT);
  const own = (part: Uint8Array | string) => {
    const piece = Buffer.allocUnsafeSlow(part.length);
    piece.set(Buffer.from(part));
    return piece;
  };
  const cut = [bytes.subarray(0, 100_000), bytes.subarray(100_000, 200_000), bytes.subarray(200_000)].map(own);
  const { stream } = await readUpload(request([own(opening()), ...cut, own(closing)]), body);
  const got: Buffer[] = [];
  for await (const piece of stream) {
    got.push(Buffer.from(piece));
    freeUnshared(piece);
  }
  expect(Buffer.concat(got).equals(bytes)).toBe(true);
  expect(cut.map(({ length }) => length)).toEqual([0, 0, 0]);
});

test("one byte over the limit is too large, with an honest, a lying and no Content-Length", async () => {
  const parts = () => [opening(), randomBytes(LIMIT + 1), closing];
  expect(await faultOf(received(request(parts())))).toBe("too_large");
  expect(await faultOf(received(request(parts(), { "content-length": "100" })))).toBe("too_large");
  expect(await faultOf(readUpload(request(parts(), { "content-length": String(LIMIT * 2) }), body))).toBe("too_large");
});

test("an upload without an end is cut at the limit instead of filling memory", async () => {
  let sent = 0;
  const endless = async function* () {
    yield opening();
    for (; sent < 100_000_000; sent += 65_536) yield Buffer.alloc(65_536);
  };
  const { stream } = await readUpload(request(endless()), body);
  expect(await faultOf(buffer(stream))).toBe("too_large");
  expect(sent).toBeLessThan(20_000_000);
});

test("a client that leaves half-way makes no file, and whoever reads late hears of it too", async () => {
  const leaving = async function* () {
    yield opening();
    yield randomBytes(1_000);
    throw new Error("socket hang up");
  };
  expect(await faultOf(received(request(leaving())))).toBe("invalid");
  const cut = await readUpload(request([opening(), randomBytes(1_000)]), body).catch((error: DomainError) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  if ("stream" in cut) expect(await faultOf(buffer(cut.stream))).toBe("invalid");
  else expect(cut.fault).toBe("invalid");
});

test.each([
  ["no file", [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="other"\r\n\r\nx${closing}`]],
  ["the file in another field", [opening("other"), "x", closing]],
  ["nothing", [""]],
  ["a frame that never begins", ["x".repeat(10_000)]],
])("%s is refused, naming the field", async (_, chunks) => {
  expect(await faultOf(received(request(chunks)))).toBe("invalid");
});

test("a body that is no form, or has no boundary, is refused before it is read", async () => {
  for (const type of ["application/json", "multipart/form-data", "multipart/mixed; boundary=x"]) {
    expect(await faultOf(received(request([opening()], { "content-type": type })))).toBe("invalid");
  }
});
