"use client";
import { useQuery } from "@tanstack/react-query";
import { Drama, Plus, SearchX } from "lucide-react";
import { lazy, type ReactNode, useRef } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { FirstUse } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { usePersonasAddress } from "@/lib/client/persona-address";
import { personaQueries } from "@/lib/client/persona-queries";
import { searchPersonas } from "@/lib/client/persona-words";
import { personaColumns } from "./persona-columns";

const PersonaForm = lazy(() => import("./persona-form").then(({ PersonaForm }) => ({ default: PersonaForm })));

const scopes = [
  { value: "all", label: "All" },
  { value: "workspace", label: "This workspace" },
  { value: "global", label: "Global" },
] as const;

/** The personas that agents of this workspace can speak as. */
export function PersonasPage({ onGo }: { onGo: (path: string) => void }) {
  const { me, workspace } = useConsoleSession();
  const [{ new: creating }, setAddress] = usePersonasAddress();
  const mayCreate = workspace !== null && (me.instanceAdmin || workspace.role !== "viewer");
  const made = useRef<number | null>(null);
  const open = async (wanted: boolean) => {
    await setAddress({ new: wanted || null });
    // Only now: a change of this page's address after the step to another page would take that step back.
    if (made.current !== null) onGo(consolePaths.persona(made.current));
  };
  const create = mayCreate && (
    <Button variant="primary" onClick={() => void open(true)}>
      <Plus aria-hidden />
      New persona
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Personas"
        description="How agents speak. A persona stands at the beginning of the prompt of every agent that it is chosen for."
        actions={create}
      />
      <Filters />
      <PersonaTable create={create} />
      {mayCreate && (
        <FirstUse when={creating}>
          <PersonaForm
            existing={null}
            open={creating}
            onOpenChange={(wanted) => void open(wanted)}
            onSaved={({ id }) => {
              made.current = id;
            }}
          />
        </FirstUse>
      )}
    </>
  );
}

function Filters() {
  const [{ q, scope }, setAddress] = usePersonasAddress();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search personas"
        placeholder="Search by name, voice or category"
        className="w-full sm:w-72"
        maxLength={200}
        value={q}
        onChange={(event) => void setAddress({ q: event.target.value || null })}
      />
      <Segmented
        label="Usable in"
        segments={scopes}
        value={scope}
        onChange={(next) => void setAddress({ scope: next })}
      />
    </div>
  );
}

function PersonaTable({ create }: { create: ReactNode }) {
  const [{ q, scope }, setAddress] = usePersonasAddress();
  const { workspace } = useConsoleSession();
  const query = useQuery(personaQueries.list(workspace?.id ?? null));
  const narrowed = q.trim() !== "" || scope !== "all";
  return (
    <QueryView query={query} what="the personas">
      {(personas) => {
        const rows = searchPersonas(personas, { q, scope });
        return (
          <DataTable
            label="Personas"
            rows={rows}
            columns={personaColumns}
            rowId={({ id }) => String(id)}
            rowHref={({ id }) => consolePaths.persona(id)}
            total={rows.length}
            empty={
              narrowed ? (
                <NoMatch onClear={() => void setAddress({ q: null, scope: null })} />
              ) : (
                <None create={create} />
              )
            }
          />
        );
      }}
    </QueryView>
  );
}

function None({ create }: { create: ReactNode }) {
  return (
    <EmptyState icon={<Drama />} title="No personas yet" actions={create}>
      A persona is a voice that many agents can share: a text for their prompt, and the temperature that suits it.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No persona matches"
      actions={<Button onClick={onClear}>Clear filters</Button>}
    >
      No persona that this workspace can use fits this search.
    </EmptyState>
  );
}
