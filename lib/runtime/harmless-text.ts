const COLOURS = /\p{Cc}\[[0-9;]*m/gu;
const UNSAFE = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09) return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/**
 * One line that no terminal or page acts on: colours are dropped, other control characters become their pictures
 * (U+2400…), and separators, direction marks and broken characters the replacement character. Tabs stay.
 */
export function harmlessText(line: string): string {
  return line.replace(COLOURS, "").replace(UNSAFE, shown);
}
