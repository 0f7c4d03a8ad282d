/** Characters that show nothing but change what is read: text direction, zero width, byte order mark. */
const hidden = /([\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff])/;
const everyHidden = new RegExp(hidden, "g");

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text as it is, with invisible and direction-changing characters made visible, so that a review sees what runs. */
export function VisibleText({ text }: { text: string }) {
  if (!hidden.test(text)) return text;
  let at = 0;
  return text.split(hidden).map((part) => {
    const key = at;
    at += part.length;
    if (!hidden.test(part)) return part;
    return (
      <span key={key} className="mx-px rounded border border-danger-line bg-danger-soft px-0.5 text-2xs text-danger">
        {codePoint(part)}
      </span>
    );
  });
}

/** The same for places that hold nothing but text, such as the title of a page. */
export function visibleText(text: string): string {
  return text.replace(everyHidden, codePoint);
}
