"use client";
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { type DiffHunk, unifiedLines } from "@/lib/client/diff-rows";
import { type HighlightedLine, languageOf } from "@/lib/client/highlight";
import { useHighlighted } from "@/lib/client/use-highlighted";
import { useMediaQuery } from "@/lib/client/use-media-query";
import { SplitHunk, UnifiedHunk } from "./diff-hunk";

const linesAtFirst = 1_500;
/** Painted at once; the others follow without holding up the page. */
const linesAtOnce = 120;

export type DiffMode = "unified" | "split";
export type DiffViewProps = {
  path: string;
  hunks: readonly DiffHunk[];
  language?: string | null;
  /** Side by side needs width: narrow screens always get the unified form. */
  mode?: DiffMode;
  binary?: boolean;
  tooLarge?: boolean;
};

/** What changed in one file. Lines are told apart by + and −, and by colour. */
export function DiffView({ path, hunks, language, mode = "unified", binary, tooLarge }: DiffViewProps) {
  const wide = useMediaQuery("(min-width: 900px)");
  const [limit, setLimit] = useState(linesAtFirst);
  const total = hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  const painted = useDeferredValue(limit, linesAtOnce);
  const shown = useMemo(() => firstLines(hunks, painted), [hunks, painted]);
  if (binary) return <Note>Binary file: there is no text to compare.</Note>;
  if (tooLarge) return <Note>This file is too large to compare. Download both versions to compare them.</Note>;
  if (hunks.length === 0) return <Note>No difference in the text.</Note>;
  return (
    <section aria-label={`Changes in ${path}`} className="overflow-x-auto bg-canvas font-mono text-xs leading-5">
      {shown.map((hunk) => (
        <Hunk
          key={`${hunk.oldStart}-${hunk.newStart}`}
          hunk={hunk}
          language={languageOf(path, language)}
          split={mode === "split" && wide}
        />
      ))}
      {total > limit && (
        <div className="flex items-center justify-center gap-3 border-line border-t py-3 font-sans text-muted text-sm">
          {total - limit} more lines
          <Button size="sm" onClick={() => setLimit(total)}>
            Show all
          </Button>
        </div>
      )}
    </section>
  );
}

function Note({ children }: { children: string }) {
  return <p className="px-4 py-8 text-center text-muted text-sm">{children}</p>;
}

/** The hunks up to `limit` lines in all; the last one may be cut. */
function firstLines(hunks: readonly DiffHunk[], limit: number): DiffHunk[] {
  const kept: DiffHunk[] = [];
  let left = limit;
  for (const hunk of hunks) {
    if (left <= 0) break;
    kept.push(hunk.lines.length <= left ? hunk : { ...hunk, lines: hunk.lines.slice(0, left) });
    left -= hunk.lines.length;
  }
  return kept;
}

type HunkProps = { hunk: DiffHunk; language: ReturnType<typeof languageOf>; split: boolean };

function Hunk({ hunk, language, split }: HunkProps) {
  const lines = useMemo(() => unifiedLines(hunk), [hunk]);
  const oldText = useMemo(() => sideText(lines, "+"), [lines]);
  const newText = useMemo(() => sideText(lines, "-"), [lines]);
  const oldTokens = useHighlighted(oldText, language);
  const newTokens = useHighlighted(newText, language);
  const tokensOf = (line: { oldLine: number | null; newLine: number | null }): HighlightedLine | undefined => {
    if (line.newLine !== null) return newTokens[line.newLine - hunk.newStart];
    return line.oldLine === null ? undefined : oldTokens[line.oldLine - hunk.oldStart];
  };
  return split ? <SplitHunk hunk={hunk} tokensOf={tokensOf} /> : <UnifiedHunk hunk={hunk} tokensOf={tokensOf} />;
}

function sideText(lines: ReturnType<typeof unifiedLines>, without: "+" | "-"): string {
  return lines
    .filter((line) => line.mark !== without)
    .map((line) => line.text)
    .join("\n");
}
