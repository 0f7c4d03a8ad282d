/** Texts that every reader takes for the same text without quotes. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_]*(?:[ ./-][A-Za-z0-9_]+)*$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
/** What JSON leaves as it is and YAML does not allow or takes for a line break. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "null";
  if (PLAIN.test(value) && value.length <= 200 && !WORDS.test(value)) return value;
  return JSON.stringify(value).replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A key may be at most 1,024 characters long unless it is marked. */
const keyText = (key: string) => (key.length > 500 ? `? ${scalar(key)}\n` : scalar(key));

function* lines(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* member(`${indent}-`, item, `${indent}  `);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const text = keyText(key);
      yield* member(indent + (text.startsWith("? ") ? `${text}${indent}:` : `${text}:`), item, `${indent}  `);
    }
  }
}

function* member(start: string, item: unknown, indent: string): Generator<string> {
  if (typeof item !== "object" || item === null) yield `${start} ${scalar(item)}\n`;
  else if (Object.keys(item).length === 0) yield `${start} ${Array.isArray(item) ? "[]" : "{}"}\n`;
  else {
    yield `${start}\n`;
    yield* lines(item, indent);
  }
}

/**
 * A JSON object or list as YAML: the same text for the same value, and read back by every reader as the same value. (Own
 * code, because a text that begins with an empty line came back from js-yaml with another indentation.)
 */
export function writeYaml(value: object): string {
  const text = [...lines(value, "")].join("");
  return text === "" ? `${JSON.stringify(value)}\n` : text;
}
