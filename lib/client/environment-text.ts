export type Variable = { name: string; value: string };

/** Why a name cannot be that of a variable, as a sentence; null when it can. */
export function variableProblem(name: string): string | null {
  if (name === "") return "Type a name";
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? null : "Letters, digits and _, and no digit first";
}

/** A value as a `.env` file holds it; null where no quotes can hold it. */
function quoted(value: string): string | null {
  if (value === "") return "";
  const lines = /[\r\n]/.test(value);
  if (!lines && !/^\s|\s$|^["']|\s#/.test(value)) return value;
  if (!lines && !value.includes("'")) return `'${value}'`;
  const plain = !value.includes('"') && !value.includes("\\n") && !value.includes("\r");
  return plain ? `"${value.replaceAll("\n", "\\n")}"` : null;
}

/** The text of a `.env` file, or the name of the variable whose value cannot stand in one. */
export function environmentText(variables: readonly Variable[]): { text: string } | { unfit: string } {
  const lines: string[] = [];
  for (const { name, value } of variables) {
    const written = quoted(value);
    if (written === null) return { unfit: name };
    lines.push(`${name}=${written}\n`);
  }
  return { text: lines.join("") };
}
