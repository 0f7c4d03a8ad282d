import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { publicEndpoint } from "@/lib/http/endpoint";
import { KeptJson, keptJson } from "@/lib/http/kept-json";
import { json } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

const HOUR = 3_600_000;
const Reply = z.object({ name: z.string() });
const declared = { contract: consoleContract, summary: "A test endpoint", method: "GET", path: "/api/kept" } as const;

const ask = (handle: () => Promise<KeptJson<z.input<typeof Reply>>>, headers: Record<string, string> = {}) =>
  route(publicEndpoint({ ...declared, reply: json(Reply), handle })).GET(
    new Request("http://localhost:3000/api/kept", { headers }),
  );

test("an answer is made once for a digest, through its schema, and sent with the hash of its bytes", async () => {
  let made = 0;
  const digest = crypto.randomUUID();
  const row = { name: "scout", passwordHash: "x" };
  const kept = () =>
    keptJson(Reply, digest, HOUR, async () => {
      made += 1;
      return row;
    });
  const tag = `"${createHash("sha256").update('{"name":"scout"}').digest("hex")}"`;
  for (let round = 0; round < 3; round++) {
    const answer = await ask(kept);
    expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([200, tag, '{"name":"scout"}']);
  }
  const again = await ask(kept, { "if-none-match": tag });
  expect([again.status, await again.text(), made]).toEqual([304, "", 1]);
});

test("an answer that breaks its schema is not kept, and one made for another schema is not sent", async () => {
  const digest = crypto.randomUUID();
  const wrong = { name: 5 } as unknown as z.input<typeof Reply>;
  expect((await ask(() => keptJson(Reply, digest, HOUR, async () => wrong))).status).toBe(500);
  const right = await ask(() => keptJson(Reply, digest, HOUR, async () => ({ name: "scout" })));
  expect(right.status).toBe(200);
  const foreign = new KeptJson<z.input<typeof Reply>>(z.object({ name: z.string(), secret: z.string() }), {
    name: "scout",
    secret: "x",
  });
  expect((await ask(async () => foreign)).status).toBe(500);
});
