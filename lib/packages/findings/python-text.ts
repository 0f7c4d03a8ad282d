/** Stands for a character inside a string literal in masked source; Python itself has no use for it. */
export const IN_STRING = "`";

const NEXT_TOKEN = /["'#]/g;
const STRING_END: Readonly<Record<string, RegExp>> = {
  '"': /["\\\n]/g,
  "'": /['\\\n]/g,
  '"""': /"""|\\/g,
  "'''": /'''|\\/g,
};

/** The end (exclusive) of the string literal whose text begins at `from`; a line break ends a simple one. */
function stringEnd(source: string, from: number, quote: string): number {
  const search = STRING_END[quote];
  if (!search) return source.length;
  search.lastIndex = from;
  for (let hit = search.exec(source); hit; hit = search.exec(source)) {
    if (hit[0] === "\\") search.lastIndex = hit.index + 2;
    else return hit[0] === "\n" ? hit.index : hit.index + quote.length;
  }
  return source.length;
}

/** True when the literal whose quote is at `at` is an f-string: what it holds is partly code. */
function isFormatted(source: string, at: number): boolean {
  const prefix = /[A-Za-z]{0,2}$/.exec(source.slice(Math.max(0, at - 2), at))?.[0] ?? "";
  return /f/i.test(prefix);
}

const blank = (text: string, filler: string) => text.replace(/[^\n]/g, filler);

/**
 * Python source of the same length and lines in which comments are spaces and the contents of string literals are
 * IN_STRING, quotes kept. f-strings stay as they are. Linear, and never wrong about more than the rest of a broken file.
 */
export function maskPython(source: string): string {
  const parts: string[] = [];
  let done = 0;
  NEXT_TOKEN.lastIndex = 0;
  for (let hit = NEXT_TOKEN.exec(source); hit; hit = NEXT_TOKEN.exec(source)) {
    const at = hit.index;
    if (hit[0] === "#") {
      const newline = source.indexOf("\n", at);
      const end = newline === -1 ? source.length : newline;
      parts.push(source.slice(done, at), " ".repeat(end - at));
      done = end;
    } else {
      const quote = source.startsWith(hit[0].repeat(3), at) ? hit[0].repeat(3) : hit[0];
      const end = stringEnd(source, at + quote.length, quote);
      if (!isFormatted(source, at)) {
        const close = source.endsWith(quote, end) && end - at >= 2 * quote.length ? quote.length : 0;
        parts.push(
          source.slice(done, at + quote.length),
          blank(source.slice(at + quote.length, end - close), IN_STRING),
        );
        done = end - close;
      }
      NEXT_TOKEN.lastIndex = end;
      continue;
    }
    NEXT_TOKEN.lastIndex = done;
  }
  parts.push(source.slice(done));
  return parts.join("");
}

/** True when the character at `at` of the source belongs to a comment. */
export const inComment = (source: string, masked: string, at: number): boolean =>
  masked[at] === " " && source[at] !== " ";
