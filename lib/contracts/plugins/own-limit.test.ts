import { expect, test } from "vitest";
import { newAgentToken } from "@/lib/auth/agent-token";
import { browse } from "@/lib/contracts/plugins/endpoints/market";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "3";

test("the request after the last of an address is refused, and every answer says what is left", async () => {
  const { owner } = await given.workspace();
  const headers = { "x-muster-peer": "198.51.100.7" };
  const hits = [];
  for (let i = 0; i < 4; i++) hits.push(await call(browse, { as: i === 1 ? null : owner, headers }));
  expect(hits.map(({ status }) => status)).toEqual([200, 401, 200, 429]);
  expect(hits.map((hit) => hit.headers.get("x-ratelimit-remaining"))).toEqual(["2", "1", "0", "0"]);
  expect(hits.map((hit) => hit.headers.get("x-ratelimit-limit"))).toEqual(["3", "3", "3", "3"]);
  const reset = Number(hits[3]?.headers.get("x-ratelimit-reset"));
  expect(reset * 1000).toBeGreaterThan(Date.now());
  expect(hits[3]?.body).toEqual({ detail: "Rate limit exceeded: 3 per 1 minute", status_code: 429 });
  expect(Number(hits[3]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect((await call(browse, { as: owner, headers: { "x-muster-peer": "198.51.100.8" } })).status).toBe(200);
});

test("an agent is counted by its token, wherever it calls from; tokens that we did not make are counted by address", async () => {
  const token = newAgentToken();
  const from = (peer: string, authorization: string) =>
    call(browse, { headers: { "x-muster-peer": peer, authorization } });
  for (let i = 0; i < 60; i++) {
    const hit = await from(`198.51.100.${10 + (i % 5)}`, i % 2 === 0 ? token : `Bearer ${token}`);
    expect([hit.status, hit.headers.get("x-ratelimit-limit")]).toEqual([401, "60"]);
    expect(hit.headers.get("x-ratelimit-remaining")).toBe(String(59 - i));
  }
  const over = await from("198.51.100.20", token);
  expect(over.body).toEqual({ detail: "Rate limit exceeded: 60 per 1 minute", status_code: 429 });
  expect((await from("198.51.100.20", newAgentToken())).headers.get("x-ratelimit-remaining")).toBe("59");
  const forged = [1, 2, 3, 4].map((digit) => `${token.slice(0, -1)}${digit}`).filter((text) => text !== token);
  const hits = [];
  for (const text of [...forged, "mra_", "mra_x"].slice(0, 4)) hits.push(await from("198.51.100.21", text));
  expect(hits.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
});
