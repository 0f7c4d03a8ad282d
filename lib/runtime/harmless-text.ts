const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f]/g;
const INVISIBLE = /[\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line that no terminal or page acts on: colours are dropped, other control characters become their pictures
 * (U+2400…), and C1, separators and direction marks the replacement character. Tabs stay.
 */
export function harmlessText(line: string): string {
  return line
    .replace(COLOURS, "")
    .replace(CONTROLS, (character) => {
      const code = character.charCodeAt(0);
      return code === 0x7f ? "\u2421" : String.fromCharCode(0x2400 + code);
    })
    .replace(INVISIBLE, "\ufffd")
    .replace(/\p{Surrogate}/gu, "\ufffd");
}
