"use client";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { SeverityBadge } from "@/components/ui/status-badge";
import type { ShownFinding } from "./file-source";

const groups = {
  secrets: { title: "Secrets", description: "Keys, tokens and passwords in the files. Values are masked." },
  calls: { title: "Calls", description: "Code that can start processes, reach the network or change files." },
  dependencies: { title: "Dependencies", description: "What is installed along with the package." },
  code_execution: { title: "Code execution", description: "Starts processes, or executes text as code." },
  network: { title: "Network", description: "Reaches other machines." },
  file_writes: { title: "File writes", description: "Writes, deletes or changes the rights of files." },
  prompt_injection: {
    title: "Prompt injection",
    description: "Text that turns the model against its instructions or its user.",
  },
  structure: { title: "Structure", description: "How the package is laid out." },
} as const;

const severities = ["critical", "high", "medium", "low", "info"] as const;
const filters = ["all", ...severities] as const;
type SeverityFilter = (typeof filters)[number];
const names = { all: "All", critical: "Critical", high: "High", medium: "Medium", low: "Low", info: "Info" } as const;
/** So many of one group are shown at first. */
const FIRST = 100;

const looksFor = {
  package: "secrets, dangerous calls, unpinned dependencies and gaps in the structure",
  plugin: "code that is executed, network calls, file writes, prompt injection and secrets",
} as const;

export type FindingsListProps = {
  what?: "package" | "plugin";
  findings: readonly ShownFinding[];
  /** Opens a file at a line; without it the places are text. */
  onOpen?: (path: string, line: number | null) => void;
};

/** What the scan found, by kind, with a filter by severity; each leads to its line. */
export function FindingsList({ what = "package", findings, onOpen }: FindingsListProps) {
  const [severity, setSeverity] = useState<SeverityFilter>("all");
  if (findings.length === 0) {
    return (
      <EmptyState icon={<ShieldCheck />} title="No findings">
        The scan looks for {looksFor[what]}. It found none; that does not replace reading{" "}
        {what === "plugin" ? "the files" : "the code"}.
      </EmptyState>
    );
  }
  const kept = findings.filter((finding) => severity === "all" || finding.severity === severity);
  const present = filters.filter((name) => name === "all" || findings.some((finding) => finding.severity === name));
  const segments = present.map((value) => ({ value, label: `${names[value]} ${countOf(findings, value)}` }));
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        label="Severity"
        segments={segments}
        value={severity}
        onChange={setSeverity}
        className="max-w-full self-start overflow-x-auto"
      />
      {groupsOf(kept).map(({ group, own }) => (
        <Group key={group} group={group} findings={own} onOpen={onOpen} />
      ))}
    </div>
  );
}

function countOf(findings: readonly ShownFinding[], severity: SeverityFilter): number {
  return findings.filter((finding) => severity === "all" || finding.severity === severity).length;
}

/** Known groups in their order, then any that the scan has learnt since. */
function groupsOf(findings: readonly ShownFinding[]): { group: string; own: ShownFinding[] }[] {
  const order = [...new Set([...Object.keys(groups), ...findings.map((finding) => finding.group)])];
  return order.flatMap((group) => {
    const own = findings.filter((finding) => finding.group === group);
    return own.length > 0 ? [{ group, own }] : [];
  });
}

function isKnown(group: string): group is keyof typeof groups {
  return Object.hasOwn(groups, group);
}

function Group({ group, findings, onOpen }: { group: string } & FindingsListProps) {
  const [all, setAll] = useState(false);
  const { title, description } = isKnown(group) ? groups[group] : { title: group, description: undefined };
  const shown = all ? findings : findings.slice(0, FIRST);
  return (
    <Card>
      <CardHeader title={`${title} (${findings.length})`} description={description} />
      <ul className="divide-y divide-line">
        {shown.map((finding) => (
          <FindingRow key={finding.id} finding={finding} onOpen={onOpen} />
        ))}
      </ul>
      {shown.length < findings.length && (
        <div className="border-line border-t px-4 py-2.5">
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {findings.length}
          </Button>
        </div>
      )}
    </Card>
  );
}

const placeOf = ({ path, line }: ShownFinding) => (line === null ? path : `${path}:${line}`);

function FindingRow({ finding, onOpen }: { finding: ShownFinding; onOpen: FindingsListProps["onOpen"] }) {
  const { path, line, severity, message, rule, excerpt } = finding;
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 text-sm sm:flex-row sm:gap-3">
      <span className="w-20 shrink-0">
        <SeverityBadge severity={severity} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-fg [overflow-wrap:anywhere]">
          {message} <code className="font-mono text-subtle text-xs">{rule}</code>
        </p>
        {path && !onOpen && (
          <code className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{placeOf(finding)}</code>
        )}
        {path && onOpen && (
          <button
            type="button"
            onClick={() => onOpen(path, line)}
            className="mt-0.5 rounded text-left font-mono text-link text-xs underline decoration-link/40 underline-offset-2 [overflow-wrap:anywhere] hover:decoration-link"
          >
            {placeOf(finding)}
          </button>
        )}
        {excerpt && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus (WCAG 2.1.1)
          <pre tabIndex={0} className="mt-1.5 overflow-x-auto rounded-md bg-sunken px-2.5 py-1.5 font-mono text-xs">
            <VisibleText text={excerpt} />
          </pre>
        )}
      </div>
    </li>
  );
}
