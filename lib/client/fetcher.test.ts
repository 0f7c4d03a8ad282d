import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api } from "./fetcher";

const seen: { method?: string; headers: IncomingMessage["headers"]; body: string }[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  seen.push({ method: request.method, headers: request.headers, body });
  const failing = request.url === "/refused";
  response.writeHead(failing ? 409 : request.url === "/none" ? 204 : 200, { "x-request-id": "req_9" });
  response.end(failing ? '{"error":{"code":"conflict","message":"No"}}' : request.url === "/none" ? "" : '{"a":1}');
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${isAddress(address) ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

test("a call sends JSON, workspace and revision, and gives the JSON back", async () => {
  expect(await api(`${base}/x`, { method: "PATCH", body: { b: 2 }, workspace: "default", rev: 3 })).toEqual({ a: 1 });
  expect(seen.at(-1)).toMatchObject({
    method: "PATCH",
    body: '{"b":2}',
    headers: { "content-type": "application/json", "x-workspace-id": "default", "if-match": '"3"' },
  });
});

test("a call in the form of another contract says so", async () => {
  await api(`${base}/x`, { contract: "fleet" });
  expect(seen.at(-1)?.headers["x-api-contract"]).toBe("fleet");
});

test("204 gives undefined", async () => {
  expect(await api(`${base}/none`, { method: "DELETE" })).toBeUndefined();
});

test("a refusal throws with code and request id", async () => {
  await expect(api(`${base}/refused`)).rejects.toMatchObject({ status: 409, code: "conflict", requestId: "req_9" });
});

test("no answer is an ApiError with status 0", async () => {
  await expect(api("http://127.0.0.1:1/")).rejects.toMatchObject({ status: 0, code: "no_answer" });
});

test("an aborted call throws the abort, not an error to show", async () => {
  await expect(api(`${base}/x`, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
});
