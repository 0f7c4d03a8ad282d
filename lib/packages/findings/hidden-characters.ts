import type { FindingCollector } from "./finding";
import type { ScannedText } from "./scanned-text";

// Overrides and isolates reorder what a reader sees; tag characters are text that nobody sees.
const ANYWHERE = /[\u202a-\u202e\u2066-\u2069\u{e0001}-\u{e007f}]/gu;
// Marks that honest prose in some scripts needs, and source code does not.
const IN_CODE = /[\u061c\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\u{e0001}-\u{e007f}]/gu;

/** Characters that make a text look different from what it is. Not to be called for plain ASCII, which has none. */
export function scanHiddenCharacters(scanned: ScannedText, python: boolean, into: FindingCollector): void {
  for (const { index } of scanned.text.matchAll(python ? IN_CODE : ANYWHERE)) {
    if (!into.wants("text.hidden_characters")) return;
    if (index === 0 && scanned.firstLine === 1 && scanned.text.startsWith("\ufeff")) continue;
    const code = scanned.text.codePointAt(index)?.toString(16).toUpperCase().padStart(4, "0");
    const message = `Has an invisible character (U+${code}) that changes how the line looks`;
    into.add({ rule: "text.hidden_characters", message, ...scanned.place(index) });
  }
}
