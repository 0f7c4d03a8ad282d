export type JsonText = { ok: true; value: unknown } | { ok: false; message: string };

/** Line and column, both from 1, of a place in a text. */
function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function placeIn(text: string, message: string): string | null {
  const named = /line (\d+) column (\d+)/.exec(message);
  if (named) return `line ${named[1]}, column ${named[2]}`;
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return lineAndColumn(text, Number(position));
  return /end of (JSON|data)/i.test(message) ? lineAndColumn(text, text.length) : null;
}

/** Reads JSON that somebody types; a fault names its place, where the browser tells it. */
export function readJsonText(text: string): JsonText {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const place = placeIn(text, message);
    const words = message.replaceAll(/\s+/g, " ").slice(0, 120);
    return { ok: false, message: place ? `Not valid JSON at ${place}` : `Not valid JSON: ${words}` };
  }
}

/** JSON as people edit it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
