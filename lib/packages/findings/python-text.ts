/** Stands for a character inside a string literal in masked source; Python itself has no use for it. */
export const IN_STRING = "`";

const NEXT_TOKEN = /["'#]/g;
const STRING_END: Readonly<Record<string, RegExp>> = {
  '"': /["\\\n]/g,
  "'": /['\\\n]/g,
  '"""': /"""|\\/g,
  "'''": /'''|\\/g,
};

type StringEnd = { at: number; closed: boolean };

/** Where the string literal whose text begins at `from` ends, its closing quote included; a line break ends a simple one. */
function stringEnd(source: string, from: number, quote: string): StringEnd {
  const search = STRING_END[quote];
  if (!search) return { at: source.length, closed: true };
  search.lastIndex = from;
  for (let hit = search.exec(source); hit; hit = search.exec(source)) {
    if (hit[0] === "\\") search.lastIndex = hit.index + 2;
    else return { at: hit[0] === "\n" ? hit.index : hit.index + quote.length, closed: true };
  }
  return { at: source.length, closed: quote.length === 1 };
}

/** True when the literal whose quote is at `at` is an f-string: what it holds is partly code. */
function isFormatted(source: string, at: number): boolean {
  return /f[a-z]?$/i.test(source.slice(Math.max(0, at - 2), at));
}

/** `open` is the triple quote that `masked` leaves open: the next part of the same file goes on inside of it. */
export type MaskedPython = { masked: string; open: string };

/**
 * Python source of the same length in which comments are spaces and the contents of string literals are IN_STRING, line
 * breaks included and quotes kept. f-strings stay as they are. `open` is the triple quote that the part before left open.
 */
export function maskPython(source: string, open = ""): MaskedPython {
  // One byte for each UTF-16 unit: what is left of other characters does not matter to any rule.
  const bytes = Buffer.from(source, "latin1");
  let left = open;
  const skipString = (at: number, quote: string, formatted: boolean) => {
    const end = stringEnd(source, at, quote);
    const closing = end.closed && source.startsWith(quote, end.at - quote.length) ? quote.length : 0;
    if (!formatted) bytes.fill(IN_STRING, at, Math.max(at, end.at - closing));
    if (!end.closed) left = quote;
    return end.at;
  };
  if (open !== "") left = "";
  NEXT_TOKEN.lastIndex = open === "" ? 0 : skipString(0, open, false);
  for (let hit = NEXT_TOKEN.exec(source); hit; hit = NEXT_TOKEN.exec(source)) {
    const at = hit.index;
    if (hit[0] === "#") {
      const newline = source.indexOf("\n", at);
      const end = newline === -1 ? source.length : newline;
      bytes.fill(" ", at, end);
      NEXT_TOKEN.lastIndex = end;
    } else {
      const triple = hit[0].repeat(3);
      const quote = source.startsWith(triple, at) ? triple : hit[0];
      NEXT_TOKEN.lastIndex = skipString(at + quote.length, quote, isFormatted(source, at));
    }
  }
  return { masked: bytes.toString("latin1"), open: left };
}

/** True when the character at `at` of the source belongs to a comment. */
export const inComment = (source: string, masked: string, at: number): boolean =>
  masked[at] === " " && source[at] !== " ";
