import { maskPython } from "./findings/python-text";

/** The parts of `package.module:variable` and the files that may hold the module, the likelier first. */
export type EntryPoint = { module: string; variable: string; files: [string, string] };

/** Takes an entry point apart; it must have passed the manifest's rule. */
export function parseEntryPoint(text: string): EntryPoint {
  const [module = "", variable = ""] = text.split(":");
  const path = module.replaceAll(".", "/");
  return { module, variable, files: [`${path}.py`, `${path}/__init__.py`] };
}

const OPEN = "([{";
const CLOSE = ")]}";

/** Masked source with the inside of brackets blanked and each statement on one line; names in an import's brackets stay. */
function flatten(masked: string): string {
  const source = masked.replace(/\\\r?\n/g, " ");
  const flat: string[] = [];
  let depth = 0;
  let keep = false;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (CLOSE.includes(character)) depth = Math.max(0, depth - 1);
    flat.push(depth === 0 || (keep && character !== "\n") ? character : " ");
    if (!OPEN.includes(character)) continue;
    if (depth === 0) keep = /\bimport\s*\($/.test(source.slice(Math.max(0, at - 40), at + 1));
    depth++;
  }
  return flat.join("");
}

/** True when the module's text assigns, defines or imports `variable`, which must be an identifier. */
export function definesVariable(source: string, variable: string): boolean {
  const assigned = new RegExp(`(?<![.\\w])${variable}[ \\t]*(?:[,:][^=]{0,500})?=(?!=)`);
  const defined = new RegExp(`\\b(?:def|class|for|as)[ \\t]+${variable}(?!\\w)`);
  const imported = new RegExp(`[ \\t,(](?:${variable}(?![\\w.])|\\*)`);
  const statements = flatten(maskPython(source).masked).split(/[\n;]/);
  return statements.some((statement) => {
    const names = statement.search(/\bimport\b/);
    if (names !== -1 && imported.test(statement.slice(names))) return true;
    return statement.includes(variable) && (assigned.test(statement) || defined.test(statement));
  });
}
