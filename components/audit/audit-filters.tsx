"use client";
import { useQuery } from "@tanstack/react-query";
import { ShieldAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { auditQueries } from "@/lib/client/audit-queries";
import {
  type AuditChange,
  type AuditSearch,
  auditOutcomes,
  clearedAudit,
  isNarrowedAudit,
} from "@/lib/client/audit-search";
import { knownActions, verbOf } from "@/lib/client/audit-sentence";
import { useConsoleSession } from "@/lib/client/console-session";
import { type Choice, ChoicePopover } from "./choice-popover";
import { TimeFilter } from "./time-filter";

const outcomes = [
  { value: "success", label: "Done" },
  { value: "denied", label: "Refused" },
  { value: "failed", label: "Failed" },
] as const;
const scopes = [
  { value: "workspace", label: "This workspace" },
  { value: "all", label: "Everywhere" },
] as const;

const spoken = (name: string) => name.replaceAll("_", " ");
const nouns = [...new Set(knownActions.map((action) => action.split(".")[0] ?? ""))];
const actions: readonly Choice[] = [
  ...nouns.map((noun) => ({ value: `${noun}.*`, label: `All of: ${spoken(noun)}`, hint: `${noun}.*` })),
  ...knownActions.map((action) => ({
    value: action,
    label: `${spoken(action.split(".")[0] ?? "")}: ${verbOf(action)}`,
    hint: action,
  })),
];

export type AuditFiltersProps = {
  search: AuditSearch;
  /** Names of chosen things, as far as the events that are shown tell them. */
  names: { actor: string | null; target: string | null };
  onSearch: (change: AuditChange) => void;
};

/** Search and filters of the audit trail; all of them stand in the address. */
export function AuditFilters({ search, names, onSearch }: AuditFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search the audit trail"
        placeholder="Search by name or action"
        className="w-full sm:w-60"
        maxLength={200}
        value={search.q}
        onChange={(event) => onSearch({ q: event.target.value || null })}
      />
      <Segmented label="Scope" segments={scopes} value={search.scope} onChange={(scope) => onSearch({ scope })} />
      <ActorFilter search={search} name={names.actor} onSearch={onSearch} />
      <ChoicePopover
        label="Action"
        searchLabel="Search actions"
        choices={actions}
        value={search.action}
        onValue={(action) => onSearch({ action: action || null })}
      />
      <TimeFilter search={search} onSearch={onSearch} />
      <Select
        aria-label="Outcome"
        className="w-36"
        placeholder="Any outcome"
        options={outcomes}
        value={search.outcome ?? ""}
        onChange={(event) => onSearch({ outcome: auditOutcomes.find((one) => one === event.target.value) ?? null })}
      />
      <Button
        aria-pressed={search.override}
        className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
        onClick={() => onSearch({ override: search.override ? null : true })}
      >
        <ShieldAlert aria-hidden className="text-subtle" />
        By override
      </Button>
      {search.target && (
        <Button className="max-w-full border-accent bg-accent-soft" onClick={() => onSearch({ target: null })}>
          <span className="truncate">Thing: {names.target ?? search.target}</span>
          <X aria-hidden />
          <span className="sr-only">Remove this filter</span>
        </Button>
      )}
      {isNarrowedAudit(search) && (
        <Button variant="ghost" onClick={() => onSearch(clearedAudit)}>
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </div>
  );
}

type ActorFilterProps = { search: AuditSearch; name: string | null; onSearch: (change: AuditChange) => void };

function ActorFilter({ search, name, onSearch }: ActorFilterProps) {
  const { me, workspace } = useConsoleSession();
  const people = useQuery(auditQueries.people(me.instanceAdmin, workspace?.id ?? null));
  const known = people.data ?? [];
  const missing = search.actor !== "" && !known.some(({ value }) => value === search.actor);
  const choices = missing ? [{ value: search.actor, label: name ?? search.actor }, ...known] : known;
  const note = people.error ? "The people could not be loaded." : people.isPending ? "Loading…" : undefined;
  return (
    <ChoicePopover
      label="Who"
      searchLabel="Search people"
      choices={choices}
      value={search.actor}
      onValue={(actor) => onSearch({ actor: actor || null })}
      note={note}
    />
  );
}
