export type AnsiSegment = { text: string; className: string };

const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

type Style = { colour: string | null; bold: boolean; dim: boolean; underline: boolean };
const unstyled: Style = { colour: null, bold: false, dim: false, underline: false };

/**
 * Every escape sequence: CSI (group 1: parameters, group 2: final byte), OSC and other strings up to their end, two-byte escapes;
 * then lone control characters. The string forms stop at the line's end, so an unclosed one cannot swallow more.
 */
const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
  /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function applyCode(style: Style, code: number): Style {
  if (code === 0) return unstyled;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return { ...style, colour: null };
  if (code >= 30 && code <= 37) return { ...style, colour: `ansi-${colours[code - 30]}` };
  if (code >= 90 && code <= 97) return { ...style, colour: `ansi-bright-${colours[code - 90]}` };
  return style;
}

/** 38 and 48 take parameters (palette or RGB) that must not be read as codes of their own. */
function applyCodes(style: Style, parameters: string): Style {
  const codes = parameters === "" ? [0] : parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) index += codes[index + 1] === 5 ? 2 : 4;
    else next = applyCode(next, code);
  }
  return next;
}

function className(style: Style): string {
  const names = [
    style.colour,
    style.bold && "font-semibold",
    style.dim && "opacity-75",
    style.underline && "underline",
  ];
  return names.filter(Boolean).join(" ");
}

/** Splits a log line into text with class names. Only colour, bold, dim and underline have an effect; every other escape is dropped. */
export function parseAnsi(line: string): AnsiSegment[] {
  const segments: AnsiSegment[] = [];
  let style = unstyled;
  let from = 0;
  const push = (text: string) => {
    if (text) segments.push({ text, className: className(style) });
  };
  for (const match of line.matchAll(escapes)) {
    push(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === "m") style = applyCodes(style, match[1] ?? "");
  }
  push(line.slice(from));
  return segments;
}

/** The line without any escape sequence, for search and download. */
export function stripAnsi(line: string): string {
  return line.replace(escapes, "");
}
