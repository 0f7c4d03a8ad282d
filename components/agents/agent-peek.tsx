"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, ExternalLink } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { ReviewBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { hostingOptions } from "@/lib/client/agent-hosting";
import { agentQueries } from "@/lib/client/agent-queries";
import { consolePaths } from "@/lib/client/console-paths";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import { type Fact, FactList } from "./fact-list";
import { PeekActions } from "./peek-actions";

export type AgentPeekProps = {
  rows: readonly AgentRow[];
  /** The agent that is looked at; null for none. */
  id: string | null;
  onPeek: (id: string | null) => void;
};

/** The essentials of one agent beside the table; J and K go to the next and the previous row. */
export default function AgentPeek({ rows, id, onPeek }: AgentPeekProps) {
  const at = rows.findIndex((row) => row.id === id);
  // An address may name an agent that is not among the rows that are loaded.
  const elsewhere = useQuery({ ...agentQueries.one(id ?? ""), enabled: id !== null && at < 0 });
  const row = id === null ? undefined : (rows[at] ?? elsewhere.data);
  const go = (step: 1 | -1) => {
    const next = rows[at + step];
    if (at >= 0 && next) onPeek(next.id);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step === 1 || step === -1) {
      event.preventDefault();
      go(step);
    }
  };
  return (
    <Sheet open={row !== undefined} onOpenChange={(open) => !open && onPeek(null)}>
      {row && (
        <SheetContent title={row.name}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys also have buttons */}
          <div className="flex min-h-full flex-col" onKeyDown={keyDown}>
            <PeekBar
              row={row}
              last={at < 0 || !rows[at + 1]}
              first={at <= 0}
              onStep={go}
              onRemoved={() => onPeek(null)}
            />
            <Essentials row={row} />
          </div>
        </SheetContent>
      )}
    </Sheet>
  );
}

type PeekBarProps = {
  row: AgentRow;
  first: boolean;
  last: boolean;
  onStep: (step: 1 | -1) => void;
  onRemoved: () => void;
};

function PeekBar({ row, first, last, onStep, onRemoved }: PeekBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <Button asChild size="sm" variant="primary">
        <Link href={consolePaths.agent(row.id)}>
          <ExternalLink aria-hidden />
          Open
        </Link>
      </Button>
      <PeekActions key={row.id} row={row} onRemoved={onRemoved} />
      <span className="ml-auto flex items-center gap-1">
        <StepButton label="Next agent" hint="J" disabled={last} onStep={() => onStep(1)}>
          <ChevronDown />
        </StepButton>
        <StepButton label="Previous agent" hint="K" disabled={first} onStep={() => onStep(-1)}>
          <ChevronUp />
        </StepButton>
      </span>
    </div>
  );
}

type StepButtonProps = { label: string; hint: string; disabled: boolean; onStep: () => void; children: ReactNode };

/** Stays focusable at either end of the list, because keys are heard where the focus is. */
function StepButton({ label, hint, disabled, onStep, children }: StepButtonProps) {
  return (
    <Button
      size="sm"
      variant="ghost"
      className="size-7 px-0"
      aria-label={label}
      title={`${label} (${hint})`}
      aria-disabled={disabled}
      onClick={onStep}
    >
      {children}
    </Button>
  );
}

function Essentials({ row }: { row: AgentRow }) {
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap gap-1.5">
        <ReviewBadge status={row.reviewStatus} />
        <RunBadge status={row.runState} />
      </div>
      {row.error && (
        <p className="rounded-md border border-danger-line bg-danger-soft px-3 py-2 text-danger text-sm [overflow-wrap:anywhere]">
          <VisibleText text={row.error} />
        </p>
      )}
      {row.description && (
        <p className="text-fg text-sm [overflow-wrap:anywhere]">
          <VisibleText text={row.description} />
        </p>
      )}
      <FactList facts={factsOf(row)} />
    </div>
  );
}

function factsOf(row: AgentRow): Fact[] {
  const tags = row.tags.map((tag) => <Badge key={tag}>{tag}</Badge>);
  return [
    { label: "Owner", value: row.owner?.name ?? "Nobody" },
    { label: "Version", value: row.version ?? "None" },
    { label: "Tags", value: tags.length > 0 ? <span className="flex flex-wrap gap-1">{tags}</span> : "None" },
    { label: "Hosting", value: hostingOptions.find(({ value }) => value === row.hosting)?.label ?? row.hosting },
    { label: "Type", value: row.type },
    { label: "Running since", value: <Time value={row.startedAt} fallback="Not running" /> },
    { label: "Created", value: <Time value={row.createdAt} /> },
    { label: "Updated", value: <Time value={row.updatedAt} /> },
    { label: "Number", value: row.number },
    {
      label: "Id",
      value: (
        <span className="flex items-center gap-1">
          <Code>{row.id}</Code>
          <CopyButton value={row.id} what="id" />
        </span>
      ),
    },
  ];
}
