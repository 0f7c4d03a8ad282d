import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { route } from "@/lib/http/route";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { storedFiles } from "@/lib/testing/stored-files";
import { submit } from "./submit";

process.env.MUSTER_PACKAGE_LIMIT_MB = "1";

/** A package of about so many bytes that compression cannot make smaller. */
const heavy = (bytes: number) => buildPackage({ files: { "noise.bin": randomBytes(bytes) } });

test("a package over the limit is refused, with and without an honest length, and leaves nothing", async () => {
  const { owner } = await given.workspace();
  const tooLarge = { status_code: 413, message: "Package is larger than 1 MiB" };
  const file = await heavy(1_100_000);
  const lengths: Record<string, string>[] = [{}, { "content-length": "1000" }, { "content-length": "9000000" }];
  for (const headers of lengths) {
    expect(await call(submit, { as: owner, file, headers })).toMatchObject({ status: 413, body: tooLarge });
  }
  expect(await storedFiles()).toEqual([]);
});

test("a package just below the limit arrives whole", async () => {
  const { owner } = await given.workspace();
  expect((await call(submit, { as: owner, file: await heavy(1_000_000) })).status).toBe(200);
  expect(await storedFiles()).toHaveLength(1);
});

/** Sends the first part of a good upload and then nothing, or the loss of the connection. */
async function sendHalf(person: Person, ending: "end" | "loss"): Promise<Response> {
  const file = await heavy(500_000);
  const frame = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.ncp"\r\n\r\n';
  const half = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.concat([Buffer.from(frame), file.subarray(0, 300_000)]));
      if (ending === "end") controller.close();
    },
    pull: (controller) => controller.error(new Error("connection lost")),
  });
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    headers: { authorization: person.token, "content-type": "multipart/form-data; boundary=b" },
    body: half,
    duplex: "half",
  };
  return route(submit).POST(new Request(`http://localhost:3000${submit.path}`, init));
}

test.each(["end", "loss"] as const)("an upload that breaks off (%s) leaves nothing", async (ending) => {
  const { owner } = await given.workspace();
  const before = await storedFiles();
  expect((await sendHalf(owner, ending)).status).toBe(422);
  expect(await storedFiles()).toEqual(before);
  expect((await call(submit, { as: owner, file: await buildPackage() })).status).toBe(200);
});
