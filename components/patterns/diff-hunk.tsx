import { cn } from "@/components/ui/cn";
import { type DiffHunk, type DiffLine, type DiffMark, splitLines, unifiedLines } from "@/lib/client/diff-rows";
import type { HighlightedLine } from "@/lib/client/highlight";
import { CodeLine } from "./code-line";

type TokensOf = (line: DiffLine) => HighlightedLine | undefined;
type HunkViewProps = { hunk: DiffHunk; tokensOf: TokensOf };

const rowTone: Record<DiffMark, string> = { " ": "", "+": "bg-success-soft", "-": "bg-danger-soft" };
const markTone: Record<DiffMark, string> = { " ": "text-subtle", "+": "text-success", "-": "text-danger" };
const markText: Record<DiffMark, string> = { " ": " ", "+": "+", "-": "−" };
const number = "w-11 min-w-11 select-none px-1.5 text-right align-top text-subtle tabular-nums";

function HunkHead({ hunk }: { hunk: DiffHunk }) {
  return (
    <div className="border-line border-y bg-sunken px-3 py-0.5 text-muted">
      {`@@ −${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`}
    </div>
  );
}

function Mark({ mark }: { mark: DiffMark }) {
  return <td className={cn("w-5 min-w-5 select-none text-center align-top", markTone[mark])}>{markText[mark]}</td>;
}

function Text({ line, tokensOf }: { line: DiffLine; tokensOf: TokensOf }) {
  return (
    <td className="whitespace-pre-wrap pr-3 align-top [overflow-wrap:anywhere]">
      <CodeLine text={line.text} tokens={tokensOf(line)} />
    </td>
  );
}

/** What is out of sight is neither laid out nor painted; rows are 20 px high. */
const seen = "[content-visibility:auto] [contain-intrinsic-size:auto_10rem]";

/** One hunk, old and new lines below each other. */
export function UnifiedHunk({ hunk, tokensOf }: HunkViewProps) {
  return (
    <div className={seen}>
      <HunkHead hunk={hunk} />
      <table className="w-full border-collapse">
        <tbody>
          {unifiedLines(hunk).map((line) => (
            <tr key={`${line.oldLine}/${line.newLine}`} className={rowTone[line.mark]}>
              <td className={number}>{line.oldLine}</td>
              <td className={number}>{line.newLine}</td>
              <Mark mark={line.mark} />
              <Text line={line} tokensOf={tokensOf} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Half({ line, side, tokensOf }: { line: DiffLine | null; side: "oldLine" | "newLine"; tokensOf: TokensOf }) {
  if (!line) return <td colSpan={3} className="bg-sunken" />;
  return (
    <>
      <td className={cn(number, rowTone[line.mark])}>{line[side]}</td>
      <td className={cn("w-5 min-w-5 select-none text-center align-top", markTone[line.mark], rowTone[line.mark])}>
        {markText[line.mark]}
      </td>
      <td className={cn("whitespace-pre-wrap pr-3 align-top [overflow-wrap:anywhere]", rowTone[line.mark])}>
        <CodeLine text={line.text} tokens={tokensOf(line)} />
      </td>
    </>
  );
}

/** One hunk, old lines on the left, new ones on the right. */
export function SplitHunk({ hunk, tokensOf }: HunkViewProps) {
  return (
    <div className={seen}>
      <HunkHead hunk={hunk} />
      <table className="w-full table-fixed border-collapse">
        <colgroup>
          <col className="w-11" />
          <col className="w-5" />
          <col />
          <col className="w-11" />
          <col className="w-5" />
          <col />
        </colgroup>
        <tbody>
          {splitLines(hunk).map(({ left, right }) => (
            <tr key={`${left?.oldLine}/${right?.newLine}`}>
              <Half line={left} side="oldLine" tokensOf={tokensOf} />
              <Half line={right} side="newLine" tokensOf={tokensOf} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
