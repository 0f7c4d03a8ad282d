import { beforeAll, describe, expect, test } from "vitest";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { DomainError, type Fault } from "@/lib/domain/faults";
import type { Endpoint } from "@/lib/http/endpoint";
import { apiHeaders } from "@/lib/http/headers";
import { methods } from "@/lib/http/route";
import { type Cast, givenCast, givenStage, type Stage } from "@/lib/testing/cast";
import { hostileTexts } from "@/lib/testing/hostile-texts";
import { type Hit, type Shot, shoot } from "@/lib/testing/requests";
import { type RouteFile, routeFiles } from "@/lib/testing/route-files";

process.env.MUSTER_RATE_LIMIT = "0";
process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let files: RouteFile[] = [];
let cast: Cast;
let stage: Stage;
beforeAll(async () => {
  files = await routeFiles();
  cast = await givenCast();
  stage = await givenStage(cast);
});

const nameOf = (endpoint: Endpoint) => `${endpoint.contract.name} ${endpoint.method} ${endpoint.path}`;
const everywhere = allEndpoints().map((endpoint) => [nameOf(endpoint), endpoint] as const);
const signedIn = everywhere.filter(([, endpoint]) => endpoint.verb !== null);
const withJson = signedIn.filter(([, endpoint]) => endpoint.body?.kind === "json");
const withUpload = signedIn.filter(([, endpoint]) => endpoint.body?.kind === "upload");

const asAdmin = () => ({
  authorization: `Bearer ${cast.people.instanceAdmin.token}`,
  "x-workspace-id": cast.workspace.id,
});

/** A valid value for each parameter that the fixtures can fill. */
function realParams(endpoint: Endpoint): Record<string, string> {
  const ofPackage = endpoint.path.startsWith("/api/packages/");
  return {
    tenant: cast.workspace.id,
    agent: stage.agentId,
    id: ofPackage ? stage.packageId : "ntf_absent",
    agent_id: stage.agentId,
    agent_name: stage.agentId,
  };
}

const statusOf = (endpoint: Endpoint, fault: Fault) => endpoint.contract.phrase(new DomainError(fault, ""), "").status;

/** A refusal in the contract's own form: its statuses, its keys, nothing else. */
function expectRefusal(endpoint: Endpoint, hit: Hit, allowed: Fault[]): void {
  const statuses = new Set(allowed.map((fault) => statusOf(endpoint, fault)));
  expect([...statuses], hit.text.slice(0, 300)).toContain(hit.status);
  const { body } = endpoint.contract.phrase(new DomainError("not_found", "x"), "y");
  expect(Object.keys(hit.json as object)).toEqual(expect.arrayContaining(Object.keys(body as object)));
  expect(hit.text).not.toMatch(/node_modules|\bat \w+.*\(|SELECT |\/work\/|PrismaClient/);
}

function expectHeaders(hit: Hit, policy = true): void {
  for (const [name, value] of Object.entries(apiHeaders)) {
    if (policy || name !== "Content-Security-Policy") expect(hit.headers.get(name), name).toBe(value);
  }
  expect(hit.headers.has("x-powered-by")).toBe(false);
  expect(hit.headers.has("access-control-allow-origin")).toBe(false);
  expect(hit.headers.get("x-request-id")).toMatch(/^[\w.:-]{8,100}$/);
}

describe("without credentials", () => {
  test.each(signedIn)("%s is refused", async (_, endpoint) => {
    const hit = await shoot(files, endpoint, { headers: { "x-request-id": "req_conformance" } });
    const { status, body } = endpoint.contract.phrase(
      new DomainError("unauthenticated", "Not authenticated"),
      "req_conformance",
    );
    expect([hit.status, hit.json]).toEqual([status, body]);
    expect(hit.headers.get("www-authenticate")).toBe("Bearer");
    expect(hit.headers.get("x-request-id")).toBe("req_conformance");
    expectHeaders(hit);
  });

  test.each(["msk_forged", "Bearer x.y.z", "Basic YTpi", `Bearer ${"a".repeat(5_000)}`])(
    "%s is no credential",
    async (authorization) => {
      const [, endpoint] = signedIn[0] ?? [];
      if (!endpoint) throw new Error("no endpoint");
      const hit = await shoot(files, endpoint, { headers: { authorization } });
      expect(hit.status).toBe(401);
    },
  );
});

describe("a wrong method", () => {
  test("is refused with the methods that are served, whoever asks, without a body of the right one", async () => {
    const wrong: string[] = [];
    for (const [name, endpoint] of everywhere) {
      const first = await shoot(files, endpoint, { method: "OPTIONS" });
      const allow = (first.headers.get("allow") ?? "").split(", ");
      if (!allow.includes(endpoint.method)) wrong.push(`${name}: Allow is ${allow}`);
      for (const method of methods.filter((one) => !allow.includes(one))) {
        const hit = await shoot(files, endpoint, { method });
        const phrased = endpoint.contract.phrase(new DomainError("method_not_allowed", "Method not allowed"), "");
        if (hit.status !== phrased.status || hit.headers.get("allow") !== allow.join(", "))
          wrong.push(`${method} ${name}`);
        expectHeaders(hit);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe("garbage", () => {
  test.each(signedIn)(
    "in the parameters of %s is refused in the contract's form",
    async (_, endpoint) => {
      if (!endpoint.path.includes("{")) return;
      for (const text of hostileTexts) {
        const params = Object.fromEntries(
          [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? "", text]),
        );
        const hit = await shoot(files, endpoint, { params, headers: asAdmin() });
        expectRefusal(endpoint, hit, [
          ...(endpoint.contract.tenantParameter ? (["workspace_forbidden"] as const) : []),
          "not_found",
          "invalid",
          "invalid_parameter",
          "too_large",
          "unsupported_media_type",
          "conflict",
        ]);
      }
    },
    60_000,
  );

  test.each(signedIn)(
    "in the query of %s never breaks it",
    async (_, endpoint) => {
      const shape = endpoint.query && "shape" in endpoint.query ? Object.keys(endpoint.query.shape as object) : [];
      if (endpoint.method !== "GET") return;
      for (const name of [...shape, "workspaceId"]) {
        for (const text of [...hostileTexts, "", "[]", '{"$where":"1"}', "1.5", "NaN", "1e9"]) {
          const search = `?${new URLSearchParams([[name, text]])}`;
          const hit = await shoot(files, endpoint, { params: realParams(endpoint), search, headers: asAdmin() });
          expect(hit.status, `${search.slice(0, 80)} ${hit.text.slice(0, 200)}`).toBeLessThan(500);
        }
      }
    },
    60_000,
  );

  test.each(signedIn.filter(([, endpoint]) => endpoint.contract.unknownKeys === "refuse"))(
    "an unknown query parameter of %s is refused",
    async (_, endpoint) => {
      const hit = await shoot(files, endpoint, {
        params: realParams(endpoint),
        search: "?__proto__[x]=1&nonsense=1",
        headers: asAdmin(),
      });
      expectRefusal(endpoint, hit, ["invalid_parameter"]);
      expect(hit.text).toContain("unknown parameter");
    },
  );

  const bodies: [string, Shot][] = [
    ["nothing", { headers: { "content-type": "application/json" } }],
    ["broken JSON", { body: '{"a":', headers: { "content-type": "application/json" } }],
    ["null", { body: "null", headers: { "content-type": "application/json" } }],
    ["a list", { body: "[]", headers: { "content-type": "application/json" } }],
    ["a long list", { body: `[${"0,".repeat(30_000)}0]`, headers: { "content-type": "application/json" } }],
    [
      "deep JSON",
      { body: `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, headers: { "content-type": "application/json" } },
    ],
    ["a prototype", { body: '{"__proto__":{"polluted":true}}', headers: { "content-type": "application/json" } }],
    ["a NUL", { body: '{"body":"\\u0000"}', headers: { "content-type": "application/json" } }],
    ["half a character", { body: '{"body":"\\ud800"}', headers: { "content-type": "application/json" } }],
    [
      "bytes that are no text",
      { body: new Uint8Array([0xff, 0xfe, 0x00]), headers: { "content-type": "application/json" } },
    ],
    ["plain text", { body: "{}", headers: { "content-type": "text/plain" } }],
    ["a form", { body: new URLSearchParams({ a: "b" }) }],
  ];

  test.each(withJson)(
    "as the body of %s is refused in the contract's form",
    async (_, endpoint) => {
      for (const [what, shot] of bodies) {
        const hit = await shoot(files, endpoint, {
          ...shot,
          params: realParams(endpoint),
          headers: { ...shot.headers, ...asAdmin() },
        });
        // A body that is optional, or whose unknown keys are passed over, may well be in order.
        const harmless = what === "nothing" || (what === "a prototype" && endpoint.contract.unknownKeys === "ignore");
        if (harmless && hit.status < 300) continue;
        expect(hit.status, `${what}: ${hit.text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
        expect(hit.status, `${what}: ${hit.text.slice(0, 200)}`).toBeLessThan(500);
      }
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
    60_000,
  );

  test.each(withJson)("an unknown field in the body of %s has no effect", async (_, endpoint) => {
    const body = JSON.stringify({ id: stage.agentId, workspaceId: cast.workspace.id, status: "ACTIVE", nonsense: 1 });
    const headers = { ...asAdmin(), "content-type": "application/json" };
    const hit = await shoot(files, endpoint, { params: realParams(endpoint), body, headers });
    if (endpoint.contract.unknownKeys === "refuse") expectRefusal(endpoint, hit, ["invalid", "not_found", "conflict"]);
    else expect(hit.status).toBeLessThan(500);
  });

  const multipart = { "content-type": "multipart/form-data; boundary=x" };
  const uploads: [string, Shot][] = [
    ["nothing", {}],
    ["JSON", { body: "{}", headers: { "content-type": "application/json" } }],
    ["no boundary", { body: "x", headers: { "content-type": "multipart/form-data" } }],
    [
      "a cut form",
      { body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc', headers: multipart },
    ],
    [
      "no file",
      { body: '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nabc\r\n--x--\r\n', headers: multipart },
    ],
    [
      "an empty file",
      {
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n--x--\r\n',
        headers: multipart,
      },
    ],
  ];
  test.each(withUpload)(
    "as the upload of %s is refused in the contract's form",
    async (_, endpoint) => {
      for (const [, shot] of uploads) {
        const hit = await shoot(files, endpoint, {
          ...shot,
          params: realParams(endpoint),
          headers: { ...shot.headers, ...asAdmin() },
        });
        expectRefusal(endpoint, hit, ["invalid", "package_refused", "invalid_archive", "unsupported_media_type"]);
      }
    },
    60_000,
  );
});

describe("every answer", () => {
  test.each(everywhere.filter(([, endpoint]) => endpoint.method === "GET"))(
    "of %s has the security headers",
    async (_, endpoint) => {
      const hit = await shoot(files, endpoint, { params: realParams(endpoint), headers: asAdmin() });
      expect(hit.status, hit.text.slice(0, 300)).not.toBe(500);
      expectHeaders(hit, !endpoint.path.startsWith("/docs"));
    },
    60_000,
  );

  test.each(signedIn.filter(([, endpoint]) => endpoint.method === "GET"))(
    "of %s is refused for a foreign or malformed workspace",
    async (_, endpoint) => {
      const token = { authorization: `Bearer ${cast.people.foreignAdmin.token}` };
      const foreign = await shoot(files, endpoint, {
        params: realParams(endpoint),
        headers: { ...token, "x-workspace-id": cast.workspace.id },
      });
      expectRefusal(endpoint, foreign, ["workspace_forbidden"]);
      const malformed = await shoot(files, endpoint, {
        params: realParams(endpoint),
        headers: { ...token, "x-workspace-id": "A B" },
      });
      // The tenant of a path is foreign before the header's form matters; a rule of its own for the header comes first too.
      const { tenantParameter, workspaceHeader } = endpoint.contract;
      const own = workspaceHeader ? "not_possible" : "invalid_parameter";
      expectRefusal(endpoint, malformed, [tenantParameter ? "workspace_forbidden" : own]);
    },
  );

  test.each(signedIn.filter(([, endpoint]) => endpoint.method === "GET" && endpoint.contract.workspaceParameter))(
    "of %s may name the workspace in the query",
    async (_, endpoint) => {
      const search = (value: string) =>
        `?${new URLSearchParams([[endpoint.contract.workspaceParameter ?? "", value]])}`;
      const headers = { authorization: `Bearer ${cast.people.owner.token}` };
      const named = await shoot(files, endpoint, {
        params: realParams(endpoint),
        search: search(cast.workspace.slug),
        headers,
      });
      const usual = await shoot(files, endpoint, { params: realParams(endpoint), headers });
      expect(named.status, named.text.slice(0, 200)).toBe(usual.status);
    },
  );
});
