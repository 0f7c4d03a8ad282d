import { satisfies } from "semver";

/** A plugin of the catalogue; `version` null: no approved one. */
export type PluginNode = {
  slug: string;
  version: string | null;
  active: boolean;
  dependencies: readonly { slug: string; range: string }[];
};
export type Catalogue<N extends PluginNode = PluginNode> = ReadonlyMap<string, N>;

export const LONGEST_CHAIN = 50;
export const MOST_IN_CLOSURE = 200;

export type Closure<N> = { plugins: N[] } | { refusal: string };

const shown = ({ slug, range }: { slug: string; range: string }) => (range === "*" ? slug : `${slug}@${range}`);

/** Why a dependency cannot be met, as it is told in brackets; null when it can. */
export function unmet(catalogue: Catalogue, { slug, range }: { slug: string; range: string }): string | null {
  const plugin = catalogue.get(slug);
  if (!plugin) return "not found";
  if (plugin.version === null) return "not approved";
  if (!plugin.active) return "inactive";
  return satisfies(plugin.version, range) ? null : `approved version is ${plugin.version}`;
}

type Step<N> = { plugin: N; next: number };

/** Walks depth first without recursion: finished plugins in order, each behind what it needs, or the first cycle. */
function walk<N extends PluginNode>(catalogue: Catalogue<N>, root: N): { finished: N[] } | { cycle: string[] } {
  const open = new Map<string, number>([[root.slug, 0]]);
  const done = new Set<string>();
  const finished: N[] = [];
  const path: Step<N>[] = [{ plugin: root, next: 0 }];
  for (let step = path.at(-1); step; step = path.at(-1)) {
    const dependency = step.plugin.dependencies[step.next++];
    if (!dependency) {
      path.pop();
      open.delete(step.plugin.slug);
      done.add(step.plugin.slug);
      finished.push(step.plugin);
      continue;
    }
    const back = open.get(dependency.slug);
    if (back !== undefined) return { cycle: [...path.slice(back).map(({ plugin }) => plugin.slug), dependency.slug] };
    const plugin = catalogue.get(dependency.slug);
    if (!plugin || done.has(plugin.slug)) continue;
    open.set(plugin.slug, path.length);
    path.push({ plugin, next: 0 });
  }
  return { finished };
}

/** How many dependencies lie one below the other, at most. */
function longestChain(finished: readonly PluginNode[]): number {
  const depth = new Map<string, number>();
  for (const { slug, dependencies } of finished) {
    let below = 0;
    for (const dependency of dependencies) below = Math.max(below, (depth.get(dependency.slug) ?? -1) + 1);
    depth.set(slug, below);
  }
  return Math.max(0, ...depth.values());
}

/** Dependencies before dependants; of those that could come next, the first by slug. */
function ordered<N extends PluginNode>(plugins: readonly N[]): N[] {
  const waiting = new Map(plugins.map((plugin) => [plugin.slug, plugin]));
  const order: N[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((p) => !p.dependencies.some(({ slug }) => waiting.has(slug)));
    const [first] = ready.sort((a, b) => (a.slug < b.slug ? -1 : 1));
    if (!first) break;
    waiting.delete(first.slug);
    order.push(first);
  }
  return order;
}

const tooLong = { refusal: `Dependency chain is too long (limit ${LONGEST_CHAIN})` };

/** Everything that a plugin needs and itself, dependencies first, or the sentence that refuses. Linear in the graph. */
export function closureOf<N extends PluginNode>(catalogue: Catalogue<N>, root: N): Closure<N> {
  const walked = walk(catalogue, root);
  if ("cycle" in walked) {
    const { cycle } = walked;
    return cycle.length > LONGEST_CHAIN ? tooLong : { refusal: `Circular dependency: ${cycle.join(" -> ")}` };
  }
  const { finished } = walked;
  if (longestChain(finished) > LONGEST_CHAIN) return tooLong;
  if (finished.length > MOST_IN_CLOSURE) return { refusal: `Too many dependencies (limit ${MOST_IN_CLOSURE})` };
  const missing = new Map<string, string>();
  for (const dependency of finished.flatMap(({ dependencies }) => dependencies)) {
    const why = unmet(catalogue, dependency);
    if (why !== null) missing.set(shown(dependency), `${shown(dependency)} (${why})`);
  }
  if (missing.size > 0) return { refusal: `Missing dependencies: ${[...missing.values()].join(", ")}` };
  return { plugins: ordered(finished) };
}

/** The enabled plugins that need one of that slug directly, by slug. */
export function requiredBy(slug: string, enabled: readonly PluginNode[]): string[] {
  const needs = enabled.filter((p) => p.slug !== slug && p.dependencies.some((d) => d.slug === slug));
  return needs.map((plugin) => plugin.slug).sort();
}

/** Who needs each plugin directly. */
function needing(enabled: readonly PluginNode[]): ReadonlyMap<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { slug, dependencies } of enabled) {
    for (const need of dependencies) {
      const known = users.get(need.slug);
      if (known) known.push(slug);
      else users.set(need.slug, [slug]);
    }
  }
  return users;
}

/** Every enabled plugin that needs one of that slug, over whatever others, by slug. Linear in the graph. */
export function allRequiredBy(slug: string, enabled: readonly PluginNode[]): string[] {
  const users = needing(enabled);
  const found = new Set<string>();
  const open = [slug];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of users.get(next) ?? []) {
      if (one === slug || found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  return [...found].sort();
}
