import { beforeAll, expect, test } from "vitest";
import { apiHeaders } from "@/lib/http/headers";
import { methods } from "@/lib/http/route";
import { handlerOf, type RouteFile, routeFiles } from "@/lib/testing/route-files";

let files: RouteFile[] = [];
beforeAll(async () => {
  files = await routeFiles();
});

async function ask(file: string, method: string): Promise<Response> {
  const route = files.find((one) => one.file === file);
  if (!route) throw new Error(`${file} is gone`);
  const headers = { "x-request-id": "req_unserved" };
  return handlerOf(route, method)(new Request("http://localhost:3000/api/nonsense", { method, headers }));
}

const error = { code: "not_found", message: expect.any(String), requestId: "req_unserved" };

test.each([
  ["app/api/[[...path]]/route.ts", { error }],
  ["app/tenants/[tenant]/[[...path]]/route.ts", { error: { code: "not_found", message: expect.any(String) } }],
  ["app/api/v1/[[...path]]/route.ts", { status_code: 404, message: expect.any(String) }],
])("%s answers every method with 404 in the form of the contract that owns the address", async (file, body) => {
  for (const method of methods) {
    const response = await ask(file, method);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual(body);
    for (const [name, value] of Object.entries({ ...apiHeaders, "X-Request-Id": "req_unserved" })) {
      expect(response.headers.get(name), name).toBe(value);
    }
  }
});
