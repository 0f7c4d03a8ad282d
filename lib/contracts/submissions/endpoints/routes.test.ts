import { expect, test } from "vitest";
import * as agent from "@/app/api/v1/custom_agents/[agent]/route";
import * as listRoute from "@/app/api/v1/custom_agents/list/route";
import * as own from "@/app/api/v1/custom_agents/user/[agent]/route";
import * as canSubmit from "@/app/api/v1/custom_agents/user/can-submit-agent/route";
import * as mine from "@/app/api/v1/custom_agents/user/my-agent/route";
import * as submitRoute from "@/app/api/v1/custom_agents/user/submit/route";
import { createApiKey } from "@/lib/domain/api-keys/create-api-key";
import type { Scope } from "@/lib/domain/context";
import type { Route } from "@/lib/http/route";
import { given, type Person } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";

type Handlers = Omit<Route, "endpoints">;
type Sent = { body?: BodyInit; headers?: Record<string, string>; token?: string };

const BASE = "http://localhost:3000/api/v1/custom_agents";

async function send(handlers: Handlers, method: keyof Handlers, path: string, person: Person | null, sent: Sent = {}) {
  const credential = sent.token ?? person?.token;
  const headers = { ...(credential ? { authorization: credential } : {}), ...sent.headers };
  const response = await handlers[method](new Request(`${BASE}${path}`, { method, headers, body: sent.body }));
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

async function file(recipe = {}): Promise<FormData> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(await buildPackage(recipe))]), "any name.zip");
  return form;
}

test("addresses that look like names answer DELETE for agents of that name", async () => {
  const { owner } = await given.workspace();
  for (const [handlers, name] of [
    [mine, "my-agent"],
    [submitRoute, "submit"],
    [canSubmit, "can-submit-agent"],
    [own, "other"],
  ] as const) {
    await submitted(owner, { name });
    expect(await send(handlers, "DELETE", `/user/${name}`, owner)).toMatchObject({
      status: 200,
      body: { agent_name: name },
    });
  }
});

test("the bare credential, a trailing slash and unknown fields are accepted", async () => {
  const { owner } = await given.workspace();
  const sent = { token: owner.token, body: await file() };
  expect((await send(submitRoute, "POST", "/user/submit/?username=x&db=y", null, sent)).status).toBe(200);
  expect((await send(listRoute, "GET", "/list/", owner)).body.total).toBe(1);
  expect((await send(agent, "GET", "/calculator-agent/", owner)).body.name).toBe("calculator-agent");
});

test("another method is refused with those that are served", async () => {
  const { owner } = await given.workspace();
  const answer = await send(listRoute, "POST", "/list", owner);
  expect(answer).toMatchObject({ status: 405, body: { status_code: 405, message: "Method not allowed" } });
  expect(answer.headers.get("allow")).toBe("GET, DELETE");
  expect((await send(agent, "PATCH", "/x", owner)).headers.get("allow")).toBe("GET, DELETE");
});

test("without a good credential the answer is 401", async () => {
  for (const token of [undefined, "Bearer nonsense", "msk_nonsense"]) {
    const answer = await send(listRoute, "GET", "/list", null, { token });
    expect(answer).toMatchObject({ status: 401, body: { status_code: 401, message: "Not authenticated" } });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.headers.get("x-request-id")).toBeTruthy();
  }
});

test("broken percent-encoding and U+0000 in a name are the caller's fault", async () => {
  const { owner } = await given.workspace();
  for (const name of ["%E0%A4%A", "a%00b"]) expect((await send(agent, "GET", `/${name}`, owner)).status).toBe(422);
  for (const name of ["%F0%9F%A4%96", "x".repeat(3_000), "..", "%27%3B--"]) {
    if (name !== "..") expect((await send(agent, "GET", `/${name}`, owner)).status).toBe(404);
  }
});

test("a key does what its scopes say, as its owner would", async () => {
  const { workspace, owner } = await given.workspace();
  const keyOf = async (...scopes: Scope[]) => {
    const wanted = {
      name: "ci",
      scopes,
      contract: "submissions",
      workspaceId: workspace.id,
      expiresInDays: 1,
    } as const;
    return (await createApiKey(owner.ctx, wanted)).key;
  };
  const pipeline = await keyOf("submit");
  const reader = await keyOf("read");
  const body = await file();
  expect(await send(submitRoute, "POST", "/user/submit", null, { token: reader, body })).toMatchObject({
    status: 403,
    body: { message: "This API key lacks the scope 'submit'" },
  });
  expect((await send(submitRoute, "POST", "/user/submit", null, { token: pipeline, body: await file() })).status).toBe(
    200,
  );
  expect((await send(listRoute, "GET", "/list", null, { token: pipeline })).status).toBe(403);
  expect((await send(listRoute, "GET", "/list", null, { token: `Bearer ${reader}` })).body.total).toBe(1);
  expect((await send(canSubmit, "GET", "/user/can-submit-agent", null, { token: reader })).body).toEqual({
    submitAgent: false,
  });
});
