import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { request as ask, createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { FileBytes } from "@/lib/blobs/file-bytes";
import type { IncomingRequest } from "./incoming-request";
import { fromNodeRequest, sendAnswer } from "./node-door";
import { type OutgoingAnswer, OutgoingHeaders } from "./outgoing-answer";

let answer: (request: IncomingRequest) => Promise<OutgoingAnswer["body"]>;
const server = createServer(async (request, response) => {
  const body = await answer(fromNodeRequest(request, response));
  const headers = new OutgoingHeaders();
  headers.set("X-Order", "first");
  headers.append("Set-Cookie", "a=1");
  headers.append("set-cookie", "b=2");
  await sendAnswer({ status: 200, headers, body }, request, response);
});
const origin = await new Promise<string>((resolve) =>
  server.listen(0, "127.0.0.1", () => {
    const at = server.address();
    resolve(`http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`);
  }),
);
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("headers, method, address and body arrive, and two cookies leave", async () => {
  answer = async ({ method, url, headers, body }) => {
    const sent = body ? Buffer.concat(await body.toArray()).toString() : "nothing";
    return [method, url, headers.get("X-Custom"), headers.has("x-absent"), sent].join(" ");
  };
  const posted = await fetch(`${origin}/a%20b?c=d`, { method: "POST", headers: { "x-custom": "e" }, body: "f" });
  expect(await posted.text()).toBe("POST http://localhost/a%20b?c=d e false f");
  expect(posted.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await (await fetch(`${origin}/`)).text()).toBe("GET http://localhost/  false nothing");
});

test("a stream that fails breaks the connection off, so that what was cut never looks complete", async () => {
  answer = async () =>
    Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000);
        throw new Error("the disk is gone");
      })(),
    );
  await expect(fetch(origin).then((response) => response.arrayBuffer())).rejects.toThrow();
});

test("a caller who leaves ends the stream and aborts the signal", async () => {
  let aborted: Promise<void> | undefined;
  const source = new Readable({ read: () => undefined });
  answer = async ({ signal }) => {
    aborted = new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    source.push("first");
    return source;
  };
  const leaving = new AbortController();
  const response = await fetch(origin, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await aborted;
  await expect.poll(() => source.destroyed).toBe(true);
});

test("HEAD has the headers and no body; a body that nobody read does not keep the next request waiting", async () => {
  answer = async () => "text";
  const head = await fetch(origin, { method: "HEAD" });
  expect([head.headers.get("content-length"), await head.text()]).toEqual(["4", ""]);
  const sent = await fetch(origin, { method: "POST", body: Buffer.alloc(3_000_000) });
  expect(await sent.text()).toBe("text");
});

test("who is still sending gets the answer at once", async () => {
  answer = async () => "refused";
  const text = await new Promise<string>((resolve, reject) => {
    const request = ask(origin, { method: "POST", headers: { "content-length": "1000000" } }, async (response) =>
      resolve(Buffer.concat(await response.toArray()).toString()),
    );
    request.on("error", reject);
    request.write("a");
  });
  expect(text).toBe("refused");
});

async function givenFile(bytes: Buffer): Promise<FileHandle> {
  const path = join(mkdtempSync(join(tmpdir(), "muster-door-")), "file");
  writeFileSync(path, bytes);
  return open(path);
}

test("files come out as they are, parts too, to many callers at once who share buffers", async () => {
  const bytes = randomBytes(900_000);
  answer = async () => new FileBytes(await givenFile(bytes));
  const read = async () => Buffer.from(await (await fetch(origin)).arrayBuffer());
  const all = await Promise.all(Array.from({ length: 40 }, read));
  expect(all.every((one) => one.equals(bytes))).toBe(true);
  answer = async () => new FileBytes(await givenFile(bytes), { start: 300_000, end: 300_009 });
  expect(await read()).toEqual(bytes.subarray(300_000, 300_010));
  answer = async () => new FileBytes(await givenFile(Buffer.alloc(0)));
  expect(await read()).toHaveLength(0);
});

test("a caller who leaves in the middle of a file closes it, and others get theirs", async () => {
  const bytes = randomBytes(8_000_000);
  const files: FileBytes[] = [];
  answer = async () => {
    const file = new FileBytes(await givenFile(bytes));
    files.push(file);
    return file;
  };
  const leaving = new AbortController();
  const cut = await fetch(origin, { signal: leaving.signal });
  await cut.body?.getReader().read();
  const other = fetch(origin).then((response) => response.arrayBuffer());
  leaving.abort();
  expect(Buffer.from(await other).equals(bytes)).toBe(true);
  await expect.poll(() => files.map((file) => file.closed)).toEqual([true, true]);
});

test("a file that cannot be read breaks the connection off", async () => {
  answer = async () => {
    const handle = await givenFile(Buffer.alloc(10));
    await handle.close();
    return new FileBytes(handle);
  };
  await expect(fetch(origin).then((response) => response.arrayBuffer())).rejects.toThrow();
});
