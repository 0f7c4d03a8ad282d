import { beforeAll, describe, expect, test } from "vitest";
import { hashOf, newSecret } from "@/lib/auth/secrets";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { db } from "@/lib/db";
import { scopes } from "@/lib/domain/context";
import { DomainError, type Fault } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { permissions, refusalOf } from "@/lib/domain/policy";
import type { Endpoint } from "@/lib/http/endpoint";
import {
  type Cast,
  givenCast,
  givenStage,
  mayKnow,
  type Part,
  parts,
  type Stage,
  subjectFor,
} from "@/lib/testing/cast";
import { given } from "@/lib/testing/given";
import { type Hit, type Shot, shoot } from "@/lib/testing/requests";
import { type RouteFile, routeFiles } from "@/lib/testing/route-files";
import { sampleBody } from "@/lib/testing/sample-body";

process.env.MUSTER_RATE_LIMIT = "0";
process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let files: RouteFile[] = [];
let cast: Cast;
let shared: Stage;
beforeAll(async () => {
  files = await routeFiles();
  cast = await givenCast();
  shared = await givenStage(cast);
});

const nameOf = (endpoint: Endpoint) => `${endpoint.contract.name} ${endpoint.method} ${endpoint.path}`;

/** What an endpoint is about, told by its path. `other`: things that the cast does not own. */
function kindOf(
  endpoint: Endpoint,
): "agent" | "package" | "workspace" | "named workspace" | "user" | "named" | "other" {
  if (endpoint.path.startsWith("/api/workspaces/{workspace}")) return "named workspace";
  if (endpoint.path.startsWith("/api/users/{user}")) return "user";
  // The agent that it is about stands in the body; its own tests say who may.
  if (endpoint.path === "/api/agent-versions" && endpoint.method === "POST") return "named";
  if (endpoint.path === "/api/shares" || endpoint.path === "/api/access") return "named";
  if (/\{agent(_id|_name)?\}/.test(endpoint.path)) return "agent";
  if (endpoint.path.startsWith("/api/packages/{id}")) return "package";
  return endpoint.path.replace("{tenant}", "").includes("{") ? "other" : "workspace";
}

const cells = allEndpoints().flatMap((endpoint) =>
  endpoint.verb ? [[nameOf(endpoint), endpoint, endpoint.verb.permission] as const] : [],
);
const ofKind = (...kinds: string[]) => cells.filter(([, endpoint]) => kinds.includes(kindOf(endpoint)));
const statusOf = (endpoint: Endpoint, fault: Fault) => endpoint.contract.phrase(new DomainError(fault, ""), "").status;

/** Required query parameters with a value that fits the fixtures. */
function searchOf(endpoint: Endpoint): string {
  const known: Record<string, string> = { path: "ncp.toml", q: "agent", from: "live", to: "live" };
  const shape = endpoint.query && "shape" in endpoint.query ? Object.keys(endpoint.query.shape as object) : [];
  // Without versions to compare, the draft is meant, which not everybody sees.
  const compares = endpoint.query?.safeParse({ from: "live", to: "live" }).success;
  const needed = shape.filter((name) => name in known && (compares || !endpoint.query?.safeParse({}).success));
  return needed.length > 0 ? `?${new URLSearchParams(needed.map((name) => [name, known[name] ?? ""]))}` : "";
}

const isPlaced = ({ contract, path }: Endpoint) =>
  contract.workspaceHeader?.requiredAt.some((place) => path.startsWith(place)) ?? false;

/** The header that names the workspace, where an endpoint does not answer without it. */
const placeOf = (endpoint: Endpoint): Record<string, string> =>
  isPlaced(endpoint) ? { "x-workspace-id": cast.workspace.id } : {};

/** Who has no place in the workspace that a request names learns nothing of what lies in it. */
const unknownFault = (endpoint: Endpoint): Fault =>
  endpoint.contract.tenantParameter || isPlaced(endpoint) ? "workspace_forbidden" : "not_found";

const paramsOf = (stage: Stage) => ({
  tenant: cast.workspace.id,
  agent: stage.agentId,
  agent_id: stage.agentId,
  agent_name: stage.agentId,
  id: stage.packageId,
  name: "add",
});

/** Contract 3 looks for what is attached before it looks at rights, and the cast's agents have nothing attached. */
const looksFirst = ({ contract, method, path }: Endpoint) =>
  contract.name === "releases" && method === "DELETE" && path.includes("{agent}") && path.endsWith("/{id}");

/** The body that the declaration asks for, so that what is refused is refused for who asks. */
function bodyOf({ body }: Endpoint): Pick<Shot, "body" | "headers"> {
  if (body?.kind !== "json") return {};
  // A workspace named in a body is the cast's, or everybody is refused for naming a foreign one.
  return {
    body: sampleBody(body.schema, { workspaceId: cast.workspace.id }),
    headers: { "content-type": "application/json" },
  };
}

function shootAs(
  endpoint: Endpoint,
  part: Part,
  params: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Hit> {
  const { body, headers } = bodyOf(endpoint);
  const all = { ...headers, ...placeOf(endpoint), authorization: `Bearer ${cast.people[part].token}`, ...more };
  return shoot(files, endpoint, { params, search: searchOf(endpoint), body, headers: all });
}

/** Neither refused nor hidden; a wrong or missing body, or a state that does not allow it, is another matter. */
function expectAllowed(part: string, hit: Hit): void {
  expect([401, 403], `${part}: ${hit.text.slice(0, 200)}`).not.toContain(hit.status);
  expect(hit.status, `${part}: ${hit.text.slice(0, 200)}`).toBeLessThan(500);
  if (hit.status === 404) expect(hit.text, part).not.toMatch(/(Agent|Package) '[^']*' not found/);
}

describe("on an agent or package of a workspace, each role may what the policy says", () => {
  test.each(ofKind("agent", "package"))(
    "%s",
    async (_, endpoint, permission) => {
      const kind = kindOf(endpoint) === "package" ? "package" : "agent";
      for (const part of parts) {
        const { actor } = cast.people[part].ctx;
        const refusal = refusalOf(actor, permission, subjectFor(cast, part, kind));
        const stage = refusal === null && endpoint.method !== "GET" ? await givenStage(cast) : shared;
        const hit = await shootAs(endpoint, part, paramsOf(stage));
        if (refusal === null && mayKnow(cast, part, actor)) expectAllowed(part, hit);
        else {
          const known = looksFirst(endpoint) ? "not_found" : "forbidden";
          const fault = mayKnow(cast, part, actor) ? known : unknownFault(endpoint);
          expect(hit.status, `${part}: ${hit.text.slice(0, 200)}`).toBe(statusOf(endpoint, fault));
        }
      }
    },
    60_000,
  );
});

describe("what is not there looks like what may not be read", () => {
  test.each(ofKind("agent", "package"))("%s", async (_, endpoint) => {
    const ids = { agentId: newId("agent"), packageId: newId("package"), number: 1, sha256: "" };
    const absent = await shootAs(endpoint, "outsider", paramsOf(ids));
    const hidden = await shootAs(endpoint, "outsider", paramsOf(shared));
    const plain = (hit: Hit) => hit.text.replace(/(agt|pkg|req)_\w+/g, "$1");
    expect(absent.status).toBe(statusOf(endpoint, unknownFault(endpoint)));
    expect([hidden.status, plain(hidden)]).toEqual([absent.status, plain(absent)]);
    for (const part of ["instanceAdmin", "owner", "viewer"] as const) {
      const hit = await shootAs(endpoint, part, paramsOf(ids));
      expect(hit.status, `${part}: ${hit.text.slice(0, 200)}`).toBe(statusOf(endpoint, "not_found"));
    }
  });
});

describe("in a workspace, each role may what the policy says", () => {
  test.each(ofKind("workspace"))(
    "%s",
    async (_, endpoint, permission) => {
      if (permission === "self.write") return;
      for (const part of parts) {
        const { actor } = cast.people[part].ctx;
        const shares = endpoint.contract.tenantParameter !== undefined && mayKnow(cast, part, actor);
        const member =
          shares || actor.instanceAdmin || actor.memberships.some((m) => m.workspaceId === cast.workspace.id);
        const tenant = { tenant: cast.workspace.id };
        const hit = await shootAs(endpoint, part, tenant, { "x-workspace-id": cast.workspace.id });
        // Who was let in by a share alone is shown what shared agents have.
        const subject = { workspaceId: cast.workspace.id, readable: shares };
        const refused = !member || refusalOf(actor, permission, subject) !== null;
        if (refused) expect(hit.status, `${part}: ${hit.text.slice(0, 200)}`).toBe(403);
        else expectAllowed(part, hit);
      }
    },
    60_000,
  );
});

describe("on a workspace that the path names, and on a person, each role may what the policy says", () => {
  test.each(ofKind("named workspace", "user"))(
    "%s",
    async (_, endpoint, permission) => {
      const workspaceId = kindOf(endpoint) === "user" ? null : cast.workspace.id;
      for (const part of parts) {
        const { actor } = cast.people[part].ctx;
        const { id: user } = await given.member(cast.workspace);
        const hit = await shootAs(endpoint, part, { workspace: cast.workspace.id, user });
        const knows =
          !workspaceId || actor.instanceAdmin || actor.memberships.some((m) => m.workspaceId === workspaceId);
        const refused = refusalOf(actor, permission, { workspaceId }) !== null;
        if (knows && !refused) expectAllowed(part, hit);
        else expect(hit.status, `${part}: ${hit.text.slice(0, 200)}`).toBe(knows ? 403 : 404);
      }
    },
    60_000,
  );
});

describe("things of others and absent ones are not given away", () => {
  test.each(ofKind("named workspace", "user", "other"))("%s", async (_, endpoint) => {
    const params = Object.fromEntries(
      [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? "", newId("notification")]),
    );
    for (const part of parts) {
      const hit = await shootAs(endpoint, part, params);
      const fitting = [
        statusOf(endpoint, "not_found"),
        statusOf(endpoint, "forbidden"),
        statusOf(endpoint, "invalid_parameter"),
      ];
      expect(fitting, `${part}: ${hit.text.slice(0, 200)}`).toContain(hit.status);
    }
  });
});

describe("an API key does what its scopes say, whatever its person may", () => {
  async function givenKey(without: string): Promise<string> {
    const key = `msk_${newSecret()}`;
    const { admin } = cast.people;
    await db().apiKey.create({
      data: {
        id: newId("apiKey"),
        name: "conformance",
        prefix: key.slice(0, 8),
        secretHash: hashOf(key),
        scopes: scopes.filter((scope) => scope !== without),
        userId: admin.id,
        workspaceId: cast.workspace.id,
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    });
    return key;
  }

  test.each(ofKind("agent", "package", "workspace", "named workspace"))("%s", async (_, endpoint, permission) => {
    const key = await givenKey(permissions[permission].scope);
    const hit = await shoot(files, endpoint, {
      params: { ...paramsOf(shared), workspace: cast.workspace.id, user: cast.people.viewer.id },
      search: searchOf(endpoint),
      headers: { authorization: key },
    });
    expect(hit.status, hit.text.slice(0, 200)).toBe(403);
    expect(hit.text).toContain("lacks the scope");
  });
});

describe("who may no longer sign in", () => {
  test("a disabled person's and an unknown session's token say nothing", async () => {
    const gone = await given.member(cast.workspace, { role: "admin" });
    await db().user.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    for (const [name, endpoint] of cells) {
      const hit = await shoot(files, endpoint, {
        params: paramsOf(shared),
        headers: { authorization: `Bearer ${gone.token}` },
      });
      expect(hit.status, name).toBe(statusOf(endpoint, "unauthenticated"));
    }
  }, 60_000);

  test("a former member knows nothing of the workspace's agents", async () => {
    const former = await given.member(cast.workspace, { role: "admin" });
    await db().membership.deleteMany({ where: { userId: former.id } });
    for (const [name, endpoint] of ofKind("agent", "package")) {
      // Where the shape of a request is looked at first, it is in order.
      const { body, headers } = bodyOf(endpoint);
      const hit = await shoot(files, endpoint, {
        params: paramsOf(shared),
        search: searchOf(endpoint),
        body,
        headers: { ...headers, ...placeOf(endpoint), authorization: `Bearer ${former.token}` },
      });
      expect(hit.status, name).toBe(statusOf(endpoint, unknownFault(endpoint)));
    }
  }, 60_000);
});
