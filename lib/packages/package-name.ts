/** Names that would hide a path of contract `submissions`. */
export const reservedNames: ReadonlySet<string> = new Set([
  "context-stats",
  "autonomy-status",
  "import",
  "list",
  "onboard",
  "admin",
  "user",
  "background-eligible",
]);

const NAME = /^[A-Za-z0-9_-]{1,100}$/;

/** Why `name` cannot be an agent's name in a package, as the end of a sentence that begins with it; null when it can. */
export function packageNameFault(name: string): string | null {
  if (name === "") return "is empty";
  if (name.length > 100) return "is longer than 100 characters";
  if (!NAME.test(name)) return "may only have letters, digits, '-' and '_'";
  if (/^\d+$/.test(name)) return "must not be all digits, because numbers stand for agents";
  if (name.startsWith("agt_")) return "must not begin with 'agt_', because ids do";
  return reservedNames.has(name) ? "is reserved" : null;
}
