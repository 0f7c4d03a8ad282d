"use client";
import { useEffect, useState } from "react";
import { type HighlightedLine, type HighlightLanguage, highlightLines } from "./highlight";

type Result = { text: string; language: HighlightLanguage; lines: readonly HighlightedLine[] };

/** The coloured lines of `text` as far as they are ready; empty before, and where the language has no grammar. */
export function useHighlighted(text: string, language: HighlightLanguage | null): readonly HighlightedLine[] {
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    if (!language) return;
    const controller = new AbortController();
    const run = async () => {
      for await (const lines of highlightLines(text, language, controller.signal)) {
        if (!controller.signal.aborted) setResult({ text, language, lines });
      }
    };
    run().catch(() => undefined);
    return () => controller.abort();
  }, [text, language]);
  return result?.text === text && result.language === language ? result.lines : [];
}
