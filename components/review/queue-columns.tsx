import { Package, Puzzle } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Avatar } from "@/components/ui/avatar";
import { FindingCounts } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { QueueItem } from "@/lib/contracts/console/wire/review";

const kinds = { package: { label: "Package", icon: Package }, plugin: { label: "Plugin", icon: Puzzle } } as const;

/** The columns of the review queue. */
export const queueColumns: readonly DataColumn<QueueItem>[] = [
  { id: "name", header: "Name", primary: true, cell: (item) => <VisibleText text={item.name} /> },
  {
    id: "kind",
    header: "Kind",
    className: "w-28",
    cell: ({ kind }) => {
      const { label, icon: Icon } = kinds[kind];
      return (
        <span className="inline-flex items-center gap-1.5 text-muted">
          <Icon aria-hidden className="size-4 shrink-0" />
          {label}
        </span>
      );
    },
  },
  {
    id: "version",
    header: "Version",
    className: "w-36",
    cell: ({ version, previousVersion }) => (
      <span className="tabular-nums">
        {previousVersion && <span className="text-muted">{previousVersion} → </span>}
        {version}
        {!previousVersion && <span className="text-muted"> first</span>}
      </span>
    ),
  },
  {
    id: "findings",
    header: "Findings",
    className: "w-60",
    cell: ({ findings }) => <FindingCounts counts={findings} />,
  },
  {
    id: "submittedBy",
    header: "Submitted by",
    className: "w-40",
    cell: ({ submittedBy }) => submittedBy.name,
  },
  {
    id: "claimedBy",
    header: "Claimed by",
    className: "w-40",
    secondary: true,
    cell: ({ claimedBy }) =>
      claimedBy ? (
        <span className="inline-flex max-w-full items-center gap-1.5">
          <Avatar name={claimedBy.name} size="sm" />
          <span className="truncate">{claimedBy.name}</span>
        </span>
      ) : (
        <span className="text-subtle">Nobody</span>
      ),
  },
  { id: "queuedAt", header: "Waiting since", className: "w-32", cell: ({ queuedAt }) => <Time value={queuedAt} /> },
];
