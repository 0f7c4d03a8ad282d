import type { HighlightedLine } from "@/lib/client/highlight";
import { VisibleText } from "./visible-text";

/** The text of one line, coloured where colours are ready. */
export function CodeLine({ text, tokens }: { text: string; tokens: HighlightedLine | undefined }) {
  if (!tokens) return <VisibleText text={text} />;
  let at = 0;
  return tokens.map((token) => {
    const key = at;
    at += token.text.length;
    return (
      <span key={key} className={token.className}>
        <VisibleText text={token.text} />
      </span>
    );
  });
}
