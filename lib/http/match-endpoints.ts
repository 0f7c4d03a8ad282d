import type { Endpoint } from "@/lib/http/endpoint";
import { compilePath } from "@/lib/http/path";

type Branch = { pattern: string; expression: RegExp; node: Node };
type Node = { fixed: Map<string, Node>; variable: Branch[]; endpoints: Endpoint[] };

const newNode = (): Node => ({ fixed: new Map(), variable: [], endpoints: [] });

function step(node: Node, segment: string): Node {
  if (!segment.includes("{")) {
    const next = node.fixed.get(segment) ?? newNode();
    node.fixed.set(segment, next);
    return next;
  }
  const pattern = segment.replace(/\{\w+\}/g, "{}");
  const known = node.variable.find((branch) => branch.pattern === pattern);
  if (known) return known.node;
  const { expression } = compilePath(segment);
  const branch = { pattern, expression, node: newNode() };
  node.variable.push(branch);
  // The longer pattern says more: `{contract}.json` before `{contract}`.
  node.variable.sort((a, b) => b.pattern.length - a.pattern.length);
  return branch.node;
}

function collect(node: Node, segments: readonly string[], at: number, found: Endpoint[][]): void {
  const segment = segments[at];
  if (segment === undefined) {
    if (node.endpoints.length > 0) found.push(node.endpoints);
    return;
  }
  const fixed = node.fixed.get(segment);
  if (fixed) collect(fixed, segments, at + 1, found);
  for (const { expression, node: next } of node.variable) {
    if (expression.test(segment)) collect(next, segments, at + 1, found);
  }
}

export type EndpointMatcher = (pathname: string) => Endpoint[][];

/**
 * Finds the endpoints at an address: one group for each pattern that fits, those with fewer parameters first (as Next
 * chooses route files); none where nothing is served. A trailing slash is accepted. Time grows with the address, not with the list.
 */
export function createMatcher(endpoints: readonly Endpoint[]): EndpointMatcher {
  const root = newNode();
  for (const endpoint of endpoints) {
    for (const path of [endpoint.path, ...endpoint.aliases]) {
      const leaf = path.split("/").slice(1).reduce(step, root);
      if (!leaf.endpoints.includes(endpoint)) leaf.endpoints.push(endpoint);
    }
  }
  return (pathname) => {
    const found: Endpoint[][] = [];
    collect(
      root,
      pathname
        .replace(/(?<=.)\/$/, "")
        .split("/")
        .slice(1),
      0,
      found,
    );
    return found;
  };
}
