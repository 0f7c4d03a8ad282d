"use client";
import { Bot, FileInput, Plus, SearchX, Upload } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { AgentPages } from "@/lib/client/agent-queries";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { type AgentSelection, clearedSearch, isNarrowed } from "@/lib/client/agent-search";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { type OpeningView, useOpenedSearch } from "@/lib/client/use-opened-search";
import { AgentTable, ListSkeleton } from "./agent-table";
import { AgentToolbar } from "./agent-toolbar";

/** First rows that the server has read: for one workspace and one search. */
export type FirstAgents = { workspaceId: string | null; selection: AgentSelection; pages: AgentPages };

/** The agents of the workspace. */
export function AgentList({ first, opening }: { first?: FirstAgents; opening: OpeningView | null }) {
  const { search, onSearch, waiting } = useOpenedSearch(opening);
  const { workspace } = useConsoleSession();
  const fits = first && first.workspaceId === workspace?.id && sameSelection(first.selection, search);
  return (
    <>
      <PageHeader
        title="Agents"
        description="What runs in this workspace, what waits, and what failed."
        actions={
          <>
            {workspace?.canSubmit && <SubmitLink />}
            {mayCreateAgents(workspace) && <ImportLink />}
            {mayCreateAgents(workspace) && <NewAgentLink />}
          </>
        }
      />
      <AgentToolbar search={search} onSearch={onSearch} />
      {waiting ? (
        <ListSkeleton />
      ) : (
        <AgentTable
          search={search}
          onSearch={onSearch}
          first={fits ? first.pages : undefined}
          empty={isNarrowed(search) ? <NoMatch onClear={() => onSearch(clearedSearch)} /> : <NoAgents />}
        />
      )}
    </>
  );
}

function sameSelection(a: AgentSelection, b: AgentSelection): boolean {
  return a.q === b.q && a.filter === b.filter && a.failed === b.failed && a.sort === b.sort;
}

function SubmitLink() {
  return (
    <Button asChild>
      <Link href="/submissions">
        <Upload aria-hidden />
        Submit a package
      </Link>
    </Button>
  );
}

function ImportLink() {
  return (
    <Button asChild>
      <Link href={consolePaths.importAgent}>
        <FileInput aria-hidden />
        Import
      </Link>
    </Button>
  );
}

function NewAgentLink() {
  return (
    <Button asChild variant="primary">
      <Link href={consolePaths.newAgent}>
        <Plus aria-hidden />
        New agent
      </Link>
    </Button>
  );
}

function NoAgents() {
  const { workspace } = useConsoleSession();
  return (
    <EmptyState
      icon={<Bot />}
      title="No agents yet"
      actions={
        <>
          {mayCreateAgents(workspace) && <NewAgentLink />}
          {mayCreateAgents(workspace) && <ImportLink />}
          {workspace?.canSubmit && <SubmitLink />}
        </>
      }
    >
      A new agent begins with the files of a template and runs in a workspace of its own. Import one that another
      workspace has exported as a zip. Or submit a package, one <code>.ncp</code> file: once an admin has approved it,
      Muster loads it, and it appears here with its tools.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="No agent matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      No agent of this workspace fits the search and the filters.
    </EmptyState>
  );
}
