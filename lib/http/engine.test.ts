import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { oneself, query } from "@/lib/domain/query";
import { jsonBody } from "@/lib/http/body";
import { endpoint, publicEndpoint } from "@/lib/http/endpoint";
import { events, json, withStatus } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

const readSelf = query({ permission: "self.read", target: oneself, run: async (_step, _input: null) => null });
const common = { contract: consoleContract, summary: "A test endpoint" } as const;

const echo = publicEndpoint({
  ...common,
  method: "POST",
  path: "/api/echo",
  body: jsonBody(z.strictObject({ value: z.unknown() })),
  reply: json(z.strictObject({ value: z.unknown() })),
  handle: async ({ body }) => ({ value: body.value }),
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  route(echo).POST(
    new Request("http://localhost:3000/api/echo", {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    }),
  );
const fields = async (response: Response) => (await response.json()) as { error: { code: string; message: string } };

describe("a JSON body", () => {
  test("comes back as it was sent, whatever script it is in", async () => {
    const value = { text: "ü🙈 e\u0301 \u202e \\u0000", list: [1, null, true] };
    expect(await (await post(JSON.stringify({ value }))).json()).toEqual({ value });
  });

  test("of one byte over 1 MiB is refused, whatever Content-Length says", async () => {
    const text = JSON.stringify({ value: "a".repeat(1024 * 1024) });
    expect((await post(text)).status).toBe(413);
    expect((await post(text, { "content-length": "5" })).status).toBe(413);
    expect((await post("{}", { "content-length": String(2 * 1024 * 1024) })).status).toBe(413);
  });

  test("may be nested 20 deep and no deeper", async () => {
    const nested = (depth: number) => `{"value":${"[".repeat(depth)}1${"]".repeat(depth)}}`;
    expect((await post(nested(19))).status).toBe(200);
    const refused = await post(nested(20));
    expect([refused.status, (await fields(refused)).error.message]).toEqual([400, "The body is nested deeper than 20"]);
    expect((await post(nested(200_000))).status).toBe(400);
  });

  test("with 500,000 items in one list is read", async () => {
    const response = await post(`{"value":[${"0,".repeat(499_999)}0]}`);
    expect(response.status).toBe(200);
  });

  test.each(['{"value":"\\u0000"}', '{"value":{"\\u0000":1}}', '{"value":"\\ud83d"}'])(
    "%s holds what no field can store",
    async (text) => {
      expect((await post(text)).status).toBe(400);
    },
  );

  test("cannot reach a prototype", async () => {
    const refused = await post('{"value":{"__proto__":{"polluted":1}}}');
    expect(refused.status).toBe(400);
    const harmless = { value: { constructor: { prototype: { polluted: 1 } } } };
    expect(await (await post(JSON.stringify(harmless))).json()).toEqual(harmless);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "as '%s' is refused",
    async (type) => {
      expect((await post('{"value":1}', { "content-type": type })).status).toBe(415);
    },
  );
});

describe("a tag", () => {
  const tagged = publicEndpoint({
    ...common,
    method: "GET",
    path: "/api/tagged",
    reply: json(z.strictObject({ rev: z.number() })),
    etag: ({ rev }) => `"${rev}"`,
    handle: async () => ({ rev: 7 }),
  });
  const get = (header?: string) => call(tagged, { headers: header ? { "if-none-match": header } : {} });

  test("that the client has already means 304 without a body", async () => {
    for (const header of ['"7"', 'W/"7"', '"1", "7"', "*"]) {
      const { status, body, headers } = await get(header);
      expect([header, status, headers.get("etag")]).toEqual([header, 304, '"7"']);
      expect(body).toEqual(Buffer.alloc(0));
    }
  });

  test("that is another or malformed means the whole answer", async () => {
    for (const header of [undefined, '"8"', "7", "", '"77"']) {
      expect([header, (await get(header)).status]).toEqual([header, 200]);
    }
  });
});

describe("an answer", () => {
  const leaky = publicEndpoint({
    ...common,
    method: "GET",
    path: "/api/leaky",
    reply: json(z.strictObject({ name: z.string() })),
    handle: async () => ({ name: "x", passwordHash: "secret" }) as { name: string },
  });

  test("with an undeclared key never leaves", async () => {
    const { status, body } = await call(leaky);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  test("of an unexpected error says nothing but its request's id", async () => {
    const broken = publicEndpoint({
      ...common,
      method: "GET",
      path: "/api/broken",
      reply: json(z.strictObject({})),
      handle: async () => {
        throw new Error("SELECT secret FROM /etc/passwd");
      },
    });
    const { status, body } = await call(broken, { headers: { "x-request-id": "req_of_the_test" } });
    expect(status).toBe(500);
    const message = "Something went wrong on our side. Request req_of_the_test";
    expect(body).toEqual({ error: { code: "internal", message, requestId: "req_of_the_test" } });
  });

  test("may carry another status than the declared one", async () => {
    const unready = publicEndpoint({
      ...common,
      method: "GET",
      path: "/api/unready",
      reply: json(z.strictObject({ ok: z.boolean() })),
      handle: async () => withStatus({ ok: false }, 503),
    });
    const { status, body } = await call(unready);
    expect([status, body]).toEqual([503, { ok: false }]);
  });

  test.each(["short", "a b c d e f g h", "x".repeat(101), "<script>alert</script>"])(
    "takes over no request id like '%s'",
    async (id) => {
      const { headers } = await call(leaky, { headers: { "x-request-id": id } });
      expect(headers.get("x-request-id")).toMatch(/^req_/);
    },
  );
});

describe("the workspace of a request", () => {
  const self = endpoint({
    ...common,
    method: "GET",
    path: "/api/self",
    reply: json(z.strictObject({ workspaceId: z.string().nullable() })),
    verb: readSelf,
    handle: async ({ ctx }) => ({ workspaceId: ctx.workspaceId }),
  });

  test("is named by header or query, by id or slug", async () => {
    const { workspace, owner } = await given.workspace();
    for (const name of [workspace.id, workspace.slug]) {
      const byHeader = await call(self, { as: owner, headers: { "x-workspace-id": name } });
      const byQuery = await call(self, { as: owner, query: { workspaceId: name } });
      expect([byHeader.body, byQuery.body]).toEqual([{ workspaceId: workspace.id }, { workspaceId: workspace.id }]);
    }
  });

  test("is none when header and query disagree, or either is given twice", async () => {
    const one = await given.workspace();
    const other = await given.workspace();
    const headers = { "x-workspace-id": one.workspace.id };
    const disagreeing = await call(self, { as: one.owner, headers, query: { workspaceId: other.workspace.id } });
    const twice = await call(self, { as: one.owner, query: { workspaceId: [one.workspace.id, other.workspace.id] } });
    expect([disagreeing.status, twice.status]).toEqual([400, 400]);
  });
});

describe("an event stream", () => {
  afterEach(() => void vi.useRealTimers());
  let ended = 0;
  const stream = (source: (signal: AbortSignal) => AsyncIterable<{ event?: string; data: unknown }>) =>
    publicEndpoint({
      ...common,
      method: "GET",
      path: "/api/stream",
      reply: events("tick"),
      handle: async () => source,
    });
  const open = (one: ReturnType<typeof stream>, signal?: AbortSignal) =>
    route(one).GET(new Request("http://localhost:3000/api/stream", { signal }));
  const untilAborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  const silent = stream(async function* (signal) {
    yield { event: "tick", data: "one\ntwo" };
    await untilAborted(signal);
    ended += 1;
  });

  test("frames events, several lines each on its own, and cannot be broken out of", async () => {
    const hostile = stream(async function* () {
      yield { event: "tick", data: "a\r\nevent: evil\n\ndata: x" };
      yield { event: "tick", data: { text: "line\nbreak" } };
    });
    const text = await (await open(hostile)).text();
    expect(text).toBe(
      'retry: 3000\n\nevent: tick\ndata: a\ndata: event: evil\ndata: \ndata: data: x\n\nevent: tick\ndata: {"text":"line\\nbreak"}\n\n',
    );
  });

  test("says every 15 seconds that it lives", async () => {
    vi.useFakeTimers();
    const reader = (await open(silent)).body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect([await next(), await next()]).toEqual(["retry: 3000\n\n", "event: tick\ndata: one\ndata: two\n\n"]);
    const beat = next();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await beat).toBe(": still here\n\n");
    await reader?.cancel();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends its source when the client leaves, and when it had left before", async () => {
    ended = 0;
    const client = new AbortController();
    const reader = (await open(silent, client.signal)).body?.getReader();
    await reader?.read();
    client.abort();
    await vi.waitFor(() => expect(ended).toBe(1));
    const second = (await open(silent)).body;
    await second?.cancel();
    await vi.waitFor(() => expect(ended).toBe(2));
  });

  test("holds a source back whose reader is slow", async () => {
    let made = 0;
    const eager = stream(async function* () {
      for (made = 1; made <= 10_000; made += 1) yield { data: made };
    });
    const reader = (await open(eager)).body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBeLessThan(200);
    await reader?.cancel();
  });
});
