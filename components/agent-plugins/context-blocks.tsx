"use client";
import { ArrowDownUp, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { AssembledContext } from "@/lib/client/agent-plugin-queries";
import { blockTexts, type ContextBlock, describeBlock, tokens } from "@/lib/client/context-words";

/** Larger blocks are closed at first. */
const OPEN_UP_TO = 400;

type ContextBlocksProps = {
  context: AssembledContext;
  /** Leads to where the order of the plugins is changed; absent where nobody is led away. */
  onOrder?: () => void;
};

/** The prompt as it will be sent, in its blocks. */
export function ContextBlocks({ context, onOrder }: ContextBlocksProps) {
  const { system_prompt: prompt, blocks } = context;
  const texts = useMemo(() => blockTexts(prompt, blocks), [prompt, blocks]);
  return (
    <Card className="overflow-hidden">
      <CardHeader
        className="max-sm:flex-col"
        title="Prompt"
        description="What the model is given first, in this order; a blank line stands between the blocks"
        actions={
          <>
            {onOrder && context.plugins_loaded.length > 1 && (
              <Button size="sm" onClick={onOrder}>
                <ArrowDownUp aria-hidden />
                Order of plugins
              </Button>
            )}
            {prompt && <CopyButton value={prompt} what="prompt" text="Copy prompt" />}
          </>
        }
      />
      {blocks.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted text-sm">
          Empty: this agent has no persona, no instructions, no plugins and no skills.
        </p>
      ) : (
        <ol aria-label="Blocks of the prompt" className="divide-y divide-line">
          {blocks.map((block, at) => (
            <li key={`${block.kind}-${block.start}`}>
              <Block block={block} text={texts[at] ?? ""} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Block({ block, text }: { block: ContextBlock; text: string }) {
  const { title, source, origin } = describeBlock(block);
  const name = source === null ? title : `${title} ${source}`;
  return (
    <details open={block.token_estimate <= OPEN_UP_TO} className="group">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-4 py-2.5 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-subtle transition-transform group-open:rotate-90" />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <span className="font-medium text-fg">{title}</span>
          {source !== null && (
            <span className="text-fg [overflow-wrap:anywhere]">
              <VisibleText text={source} />
            </span>
          )}
          <span className="text-muted text-xs">{origin}</span>
        </span>
        <span className="shrink-0 text-muted text-xs tabular-nums">{tokens(block.token_estimate)}</span>
      </summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus (WCAG 2.1.1)
        tabIndex={0}
        aria-label={`Text of ${name}`}
        className="max-h-96 overflow-auto border-line border-t bg-sunken px-4 py-3"
      >
        <pre className="whitespace-pre-wrap font-mono text-fg text-xs leading-5 [overflow-wrap:anywhere]">
          <VisibleText text={text} />
        </pre>
      </section>
    </details>
  );
}
