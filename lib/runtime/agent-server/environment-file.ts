/** The variables of a `.env` file: `NAME=value`, `export` before it, quotes around the value, `#` comments. */
export function parseEnvironmentFile(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/s.exec(line);
    if (found?.[1] !== undefined) variables.set(found[1], valueIn(found[2] ?? ""));
  }
  return variables;
}

function valueIn(raw: string): string {
  const text = raw.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    if (end > 0) return quote === '"' ? text.slice(1, end).replaceAll("\\n", "\n") : text.slice(1, end);
  }
  const comment = text.search(/\s#/);
  return comment < 0 ? text : text.slice(0, comment).trimEnd();
}
