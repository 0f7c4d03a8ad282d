import { DomainError } from "@/lib/domain/faults";

export type PathPattern = { names: string[]; expression: RegExp };

/** Compiles `/api/agents/{agent}/restore`; a parameter is one segment, a trailing slash is accepted. */
export function compilePath(path: string): PathPattern {
  const names: string[] = [];
  const source = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  return { names, expression: new RegExp(`^${source}/?$`) };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new DomainError("invalid_parameter", "The address is not a valid URL", {
      issues: [{ type: "malformed", loc: ["path"], message: "not valid percent-encoding" }],
    });
  }
}

/** The decoded parameters of a path that fits, or null. Throws `invalid_parameter` for broken percent-encoding. */
export function matchPath(pattern: PathPattern, pathname: string): Record<string, string> | null {
  const found = pattern.expression.exec(pathname);
  if (!found) return null;
  return Object.fromEntries(pattern.names.map((name, i) => [name, decode(found[i + 1] ?? "")]));
}
