import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { allContracts } from "@/lib/contracts/all-contracts";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { createMatcher } from "@/lib/http/match-endpoints";
import { openApiDocument } from "@/lib/http/openapi";
import { compilePath } from "@/lib/http/path";
import { methods } from "@/lib/http/route";
import { type RouteFile, routeFiles, routeFor } from "@/lib/testing/route-files";
import { looseObjects } from "@/lib/testing/schema-walk";

let files: RouteFile[] = [];
beforeAll(async () => {
  files = await routeFiles();
});

/** Made by another library from its own declarations. */
const foreign = (file: string) => file.startsWith("app/api/auth/");
/** Takes the addresses that nothing else serves. */
const catchesAll = (file: string) => file.includes("/[[...");
const sample = (path: string) => path.replace(/\{\w+\}/g, "sample");
const nameOf = (endpoint: { method: string; path: string }) => `${endpoint.method} ${endpoint.path}`;

describe("route files", () => {
  test("export every method, so that wrong ones get the contract's own answer", () => {
    const lacking = files
      .filter((route) => !foreign(route.file))
      .filter((route) => methods.some((method) => typeof route.handlers[method] !== "function"));
    expect(lacking.map((route) => route.file)).toEqual([]);
  });

  test("are made by route() and list only declared endpoints", () => {
    const declared = new Set(allEndpoints());
    const wrong = files
      .filter((route) => !foreign(route.file) && !catchesAll(route.file))
      .filter((route) => route.endpoints.length === 0 || route.endpoints.some((endpoint) => !declared.has(endpoint)));
    expect(wrong.map((route) => route.file)).toEqual([]);
  });

  test("lie at the address of their endpoints", () => {
    const astray = files.flatMap((route) => {
      const address = `/${route.segments.map((s) => (s.startsWith("[") ? "sample" : s)).join("/")}`;
      return route.endpoints
        .filter((endpoint) => {
          const paths = [endpoint.path, ...endpoint.aliases];
          return !paths.some((path) => [address, `${address}.json`].some((a) => compilePath(path).expression.test(a)));
        })
        .map((endpoint) => `${route.file}: ${nameOf(endpoint)}`);
    });
    expect(astray).toEqual([]);
  });

  test("serve every declared endpoint, at its path and its aliases", () => {
    const unserved = allEndpoints().flatMap((endpoint) =>
      [endpoint.path, ...endpoint.aliases]
        .filter((path) => !routeFor(files, sample(path))?.endpoints.includes(endpoint))
        .map((path) => `${endpoint.method} ${path}`),
    );
    expect(unserved).toEqual([]);
  });

  test("list every endpoint whose address covers theirs, so that both doors know the same methods", () => {
    const find = createMatcher(allEndpoints());
    const lacking = files.flatMap((route) =>
      route.endpoints
        .flatMap((endpoint) => [endpoint.path, ...endpoint.aliases])
        .filter((path) => routeFor(files, sample(path)) === route)
        .flatMap((path) => find(sample(path)).flat())
        .filter((endpoint) => !route.endpoints.includes(endpoint))
        .map((endpoint) => `${route.file}: ${nameOf(endpoint)}`),
    );
    expect([...new Set(lacking)]).toEqual([]);
  });

  test("sibling dynamic folders have one name", () => {
    const names = new Map<string, Set<string>>();
    for (const { segments } of files) {
      for (const [i, segment] of segments.entries()) {
        if (!segment.startsWith("[")) continue;
        const parent = segments.slice(0, i).join("/");
        names.set(parent, (names.get(parent) ?? new Set()).add(segment));
      }
    }
    expect([...names].filter(([, set]) => set.size > 1).map(([parent]) => parent)).toEqual([]);
  });
});

describe("declarations", () => {
  test("name each method and path once in a contract", () => {
    const names = allEndpoints().map((endpoint) => `${endpoint.contract.name} ${nameOf(endpoint)}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test("replies let no unknown key out", () => {
    const loose = allEndpoints().flatMap((endpoint) => {
      const { reply } = endpoint;
      return reply.kind === "json" ? looseObjects(reply.schema).map((at) => `${nameOf(endpoint)} ${at}`) : [];
    });
    expect(loose).toEqual([]);
  });

  test("every parameter of a path has a schema", () => {
    const lacking = allEndpoints().filter((endpoint) => {
      const shape = endpoint.params && "shape" in endpoint.params ? Object.keys(endpoint.params.shape as object) : [];
      return compilePath(endpoint.path).names.some((name) => !shape.includes(name));
    });
    expect(lacking.map(nameOf)).toEqual([]);
  });
});

describe.each(allContracts().map((contract) => [contract.name, contract] as const))(
  "the OpenAPI document of %s",
  (_, contract) => {
    const document = openApiDocument(contract, allEndpoints());

    test("is valid OpenAPI 3.1", async () => {
      const validator = new Validator();
      const result = await validator.validate(structuredClone(document));
      expect(result.valid, JSON.stringify(result.errors)).toBe(true);
      expect(validator.version).toBe("3.1");
    });

    test("has every endpoint", () => {
      const paths = document.paths as Record<string, Record<string, unknown>>;
      const absent = allEndpoints()
        .filter((endpoint) => endpoint.contract === contract)
        .filter((endpoint) => !paths[endpoint.path]?.[endpoint.method.toLowerCase()]);
      expect(absent.map(nameOf)).toEqual([]);
    });

    test("gives every operation a name of its own and a sentence", () => {
      const operations = Object.values(
        document.paths as Record<string, Record<string, { operationId: string; summary: string }>>,
      ).flatMap((path) => Object.values(path));
      const ids = operations.map((operation) => operation.operationId);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      expect(operations.filter((operation) => operation.summary.length < 8)).toEqual([]);
    });
  },
);
