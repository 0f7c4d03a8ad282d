import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { allRequiredBy, closureOf, type PluginNode, requiredBy } from "./rules";

type Edges = Record<string, string[]>;

function catalogue(edges: Edges, more: Partial<Record<string, Partial<PluginNode>>> = {}): Map<string, PluginNode> {
  const nodes = Object.entries(edges).map(([slug, needs]): [string, PluginNode] => {
    const dependencies = needs.map((text) => {
      const [name = "", range = "*"] = text.split("@");
      return { slug: name, range };
    });
    return [slug, { slug, version: "1.4.0", active: true, dependencies, ...more[slug] }];
  });
  return new Map(nodes);
}

function decided(known: Map<string, PluginNode>, slug = "a"): string | string[] {
  const root = known.get(slug);
  if (!root) throw new Error(slug);
  const closure = closureOf(known, root);
  return "refusal" in closure ? closure.refusal : closure.plugins.map((plugin) => plugin.slug);
}

const graph = fc.integer({ min: 1, max: 30 }).chain((n) =>
  fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 60 }).map((pairs) => {
    const edges: Edges = Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, [] as string[]]));
    for (const [from, to] of pairs) edges[`p${from}`]?.push(`p${to}`);
    return edges;
  }),
);

/** Everything that can be reached from a plugin over one dependency or more. */
const reached = (edges: Edges, from: string) => {
  const found = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const need of edges[next] ?? []) if (!found.has(need) && found.add(need)) open.push(need);
  return found;
};

describe("what is enabled with a plugin", () => {
  test("dependencies come before dependants, ties by slug", () => {
    expect(decided(catalogue({ a: ["d", "b"], b: ["c"], c: [], d: [] }))).toEqual(["c", "b", "d", "a"]);
  });

  test("everything that is missing is named with its reason", () => {
    const known = catalogue(
      { a: ["maps", "geo@^2.0.0", "old", "off"], geo: [], old: [], off: [] },
      {
        old: { version: null },
        off: { active: false },
      },
    );
    expect(decided(known)).toBe(
      "Missing dependencies: maps (not found), geo@^2.0.0 (approved version is 1.4.0), old (not approved), off (inactive)",
    );
  });

  test("a cycle is told with its path, a plugin that needs itself too", () => {
    expect(decided(catalogue({ a: ["b"], b: ["c"], c: ["b"] }))).toBe("Circular dependency: b -> c -> b");
    expect(decided(catalogue({ a: ["a"] }))).toBe("Circular dependency: a -> a");
  });

  test("a chain of 50 is enabled, one of 51 and one of 1,000 are not", () => {
    const chain = (length: number) =>
      catalogue(
        Object.fromEntries(
          Array.from({ length: length + 1 }, (_, i) => [i === 0 ? "a" : `n${i}`, i < length ? [`n${i + 1}`] : []]),
        ),
      );
    expect(decided(chain(50))).toHaveLength(51);
    expect(decided(chain(51))).toBe("Dependency chain is too long (limit 50)");
    expect(decided(chain(1_000))).toBe("Dependency chain is too long (limit 50)");
    expect(cpuCost(() => decided(chain(1_000)))).toBeLessThan(100);
  });

  test("a graph of 10,000 edges is decided in less than 100 ms", () => {
    const layers = Array.from({ length: 11 }, (_, i) => Array.from({ length: 32 }, (_, k) => `l${i}x${k}`));
    const edges: Edges = { a: layers[0] ?? [] };
    for (const [i, layer] of layers.entries()) for (const slug of layer) edges[slug] = layers[i + 1] ?? [];
    const known = catalogue(edges);
    expect(decided(known)).toBe("Too many dependencies (limit 200)");
    expect(cpuCost(() => decided(known))).toBeLessThan(100);
  });

  test("whatever the graph: all that is needed and nothing else, each once behind what it needs; or a cycle that is one", () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const result = decided(catalogue(edges), "p0");
        if (typeof result === "string") {
          const path = result.replace("Circular dependency: ", "").split(" -> ");
          expect(path[0]).toBe(path.at(-1));
          for (const [i, slug] of path.slice(0, -1).entries()) expect(edges[slug]).toContain(path[i + 1]);
          expect(["p0", ...reached(edges, "p0")]).toContain(path[0]);
          return;
        }
        expect([...reached(edges, "p0"), "p0"].filter((slug) => reached(edges, slug).has(slug))).toEqual([]);
        expect(new Set(result)).toEqual(new Set([...reached(edges, "p0"), "p0"]));
        expect(new Set(result).size).toBe(result.length);
        for (const [i, slug] of result.entries())
          for (const need of edges[slug] ?? []) expect(result.indexOf(need)).toBeLessThan(i);
      }),
    );
  });
});

describe("who needs a plugin", () => {
  test("is told directly and over others", () => {
    const enabled = [...catalogue({ a: [], b: ["a"], c: ["b"], d: [] }).values()];
    expect(requiredBy("a", enabled)).toEqual(["b"]);
    expect(allRequiredBy("a", enabled)).toEqual(["b", "c"]);
  });

  test("whatever the graph: those that reach it and nobody else", () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const reaching = Object.keys(edges).filter((slug) => slug !== "p0" && reached(edges, slug).has("p0"));
        expect(allRequiredBy("p0", [...catalogue(edges).values()])).toEqual(reaching.sort());
      }),
    );
  });

  test("is told in less than 100 ms along a chain of 1,000 and in a graph of 10,000 edges", () => {
    const chain: Edges = Object.fromEntries(
      Array.from({ length: 1_001 }, (_, i) => [`n${i}`, i > 0 ? [`n${i - 1}`] : []]),
    );
    const dense: Edges = Object.fromEntries(
      Array.from({ length: 1_010 }, (_, i) => [
        `n${i}`,
        i < 10 ? [] : Array.from({ length: 10 }, (_, k) => `n${i - 1 - k}`),
      ]),
    );
    for (const enabled of [chain, dense].map((edges) => [...catalogue(edges).values()])) {
      expect(allRequiredBy("n0", enabled).length).toBeGreaterThanOrEqual(1_000);
      expect(cpuCost(() => allRequiredBy("n0", enabled))).toBeLessThan(100);
    }
  });
});
