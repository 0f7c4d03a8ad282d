"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, Share2 } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-column";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { TextLink } from "@/components/ui/link";
import { SearchInput } from "@/components/ui/search-input";
import { RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { text, usually } from "@/lib/client/address-parts";
import { consolePaths } from "@/lib/client/console-paths";
import { shareQueries } from "@/lib/client/share-queries";
import { useAddress } from "@/lib/client/use-address";
import type { OwnShare } from "@/lib/contracts/console/wire/share";

const searched = { q: usually(text, "") };
const roles = { viewer: "Viewer", operator: "Operator", editor: "Editor" } as const;

const columns: readonly DataColumn<OwnShare>[] = [
  {
    id: "name",
    header: "Agent",
    primary: true,
    cell: ({ agent }) => <TextLink href={consolePaths.agent(agent.id)}>{agent.name}</TextLink>,
    detail: ({ agent }) => <span className="truncate text-muted text-xs">{agent.workspaceName}</span>,
  },
  { id: "status", header: "State", className: "w-28", cell: ({ agent }) => <RunBadge status={agent.status} /> },
  { id: "role", header: "You are", className: "w-28", cell: ({ share }) => roles[share.role] },
  { id: "owner", header: "Owner", className: "w-40", secondary: true, cell: ({ agent }) => agent.owner?.name ?? "–" },
  {
    id: "createdAt",
    header: "Since",
    className: "w-32",
    secondary: true,
    cell: ({ share }) => <Time value={share.createdAt} />,
  },
  {
    id: "expiresAt",
    header: "Ends",
    className: "w-32",
    cell: ({ share }) => <Time value={share.expiresAt} fallback="never" />,
  },
];

/** The agents that others share with this person, from whatever workspace. */
export function SharedPage() {
  const [{ q }, setAddress] = useAddress(searched);
  const query = useInfiniteQuery(shareQueries.mine(q));
  return (
    <>
      <PageHeader title="Shared with me" description="Agents that people share with you, from every workspace." />
      <SearchInput
        label="Search shared agents"
        placeholder="Search by name"
        className="mb-3 w-full sm:w-72"
        value={q}
        maxLength={200}
        onChange={(event) => void setAddress({ q: event.target.value || null })}
      />
      <PageTable
        query={query}
        what="the shared agents"
        label="Shared with me"
        columns={columns}
        rowId={({ share }) => share.id}
        empty={
          q ? (
            <EmptyState icon={<SearchX />} title="No shared agent has this in its name" />
          ) : (
            <EmptyState icon={<Share2 />} title="Nothing is shared with you">
              When somebody shares an agent with your address, it appears here, whichever workspace it belongs to.
            </EmptyState>
          )
        }
      />
    </>
  );
}
