import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { readRows, sql } from "@/lib/db";
import { documentOf, JsonText, textOf } from "@/lib/domain/json-text";
import { type endpoint, publicEndpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

const Reply = z.object({ name: z.string() });
type Said = z.input<typeof Reply>;

const saying = (text: string, headers: Record<string, string> = {}) =>
  publicEndpoint({
    contract: consoleContract,
    summary: "A test endpoint",
    method: "GET",
    path: "/api/said",
    reply: json(Reply),
    handle: async () => withHeaders(new JsonText<Said>(text), headers),
  });
const ask = (said: ReturnType<typeof endpoint>, headers: Record<string, string> = {}) =>
  route(said).GET(new Request("http://localhost:3000/api/said", { headers }));

const secret = '{"name":"scout","passwordHash":"x"}';

afterEach(() => vi.unstubAllEnvs());

test("a declared text is sent as the database wrote it, with its tag", async () => {
  const said = saying('{"name" : "scout"}', { ETag: '"3"' });
  const answer = await ask(said);
  expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([200, '"3"', '{"name" : "scout"}']);
  expect((await ask(said, { "if-none-match": '"3"' })).status).toBe(304);
});

test("outside of production a key too many, one too few and a wrong type are errors", async () => {
  for (const text of [secret, "{}", '{"name":5}']) expect((await ask(saying(text))).status).toBe(500);
});

test("in production the first text is checked, and an endpoint that said too much is cut down from then on", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const said = saying(secret);
  for (let at = 0; at < 5; at++) expect(await (await ask(said)).text()).toBe('{"name":"scout"}');
});

test("in production one text in 500 is checked", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const texts = { now: '{"name":"scout"}' };
  const said = publicEndpoint({
    ...{ contract: consoleContract, summary: "A test endpoint", method: "GET", path: "/api/said" },
    reply: json(Reply),
    handle: async () => new JsonText<Said>(texts.now),
  });
  await ask(said);
  texts.now = secret;
  const answers: string[] = [];
  for (let at = 0; at < 502; at++) answers.push(await (await ask(said)).text());
  expect(answers.indexOf('{"name":"scout"}')).toBe(500);
  expect(answers.slice(500)).toEqual(['{"name":"scout"}', '{"name":"scout"}']);
});

test("a document has the keys of its shape, whatever else there is of a row", async () => {
  const columns = { name: sql`'a "quoted" name'`, secret: sql`'hidden'`, size: sql`7` };
  const [row] = await readRows<{ text: string }>(sql`SELECT ${documentOf(columns, { title: "name" })}::text AS "text"`);
  expect(JSON.parse(row?.text ?? "")).toEqual({ title: 'a "quoted" name' });
  const page = textOf({ data: new JsonText<Said[]>("[1]"), total: 3, 'a"b': null });
  expect(JSON.parse(page.text)).toEqual({ data: [1], total: 3, 'a"b': null });
});

test("a key that is no plain name, and a field that there is not, are no document", () => {
  expect(() => documentOf({ name: sql`1` }, { "a'b": "name" })).toThrow("no key of a document");
  expect(() => documentOf<{ name: string }>({ name: sql`1` }, { a: "other" as "name" })).toThrow(
    "no key of a document",
  );
});

test("a statement that fails and a text that cannot be stored are faults as Prisma's are", async () => {
  const failing = publicEndpoint({
    ...{ contract: consoleContract, summary: "A test endpoint", method: "GET", path: "/api/said" },
    reply: json(Reply),
    handle: async () =>
      new JsonText<Said>((await readRows<{ text: string }>(sql`SELECT ${"a\0b"} AS "text"`))[0]?.text ?? ""),
  });
  expect((await ask(failing)).status).toBe(400);
});
