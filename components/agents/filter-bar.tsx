"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import {
  type Condition,
  emptyTree,
  type FilterTree,
  filterText,
  type Group,
  isGroup,
  type Join,
  readFilter,
} from "@/lib/client/agent-filter";
import { addCondition, changeCondition, changeJoin, type Place, removeCondition } from "@/lib/client/agent-filter-edit";
import { conditionSentence, conditionWords, groupSentence, type NameOf } from "@/lib/client/agent-filter-words";
import { useConsoleSession } from "@/lib/client/console-session";
import { membersQueries } from "@/lib/client/member-queries";
import { ConditionEditor } from "./condition-editor";

export type FilterBarProps = {
  /** As it stands in the address. */
  filter: string;
  onFilter: (text: string) => void;
};

function useNames(tree: FilterTree): NameOf {
  const { workspace } = useConsoleSession();
  const conditions = tree.items.flatMap((item) => (isGroup(item) ? item.items : [item]));
  const asked = conditions.some(({ field }) => field === "ownerId" || field === "createdBy");
  const { data } = useQuery({ ...membersQueries.every(workspace?.id ?? ""), enabled: asked && workspace !== null });
  return (id) => data?.find(({ userId }) => userId === id)?.name ?? id;
}

/** The filter as chips, joined by "and" or "or"; alternatives stand together in one frame. */
export function FilterBar({ filter, onFilter }: FilterBarProps) {
  const tree = readFilter(filter);
  const nameOf = useNames(tree ?? emptyTree);
  if (!tree) return <CustomFilter onRemove={() => onFilter("")} />;
  if (tree.items.length === 0) return null;
  const save = (next: FilterTree) => onFilter(filterText(next));
  return (
    <ul aria-label="Filters" className="mb-3 flex flex-wrap items-center gap-1.5">
      {tree.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
        <li key={at} className="flex max-w-full flex-wrap items-center gap-1.5">
          {at > 0 && <JoinButton join={tree.join} onJoin={(join) => save(changeJoin(tree, join))} />}
          <FilterItem tree={tree} item={item} at={at} nameOf={nameOf} onTree={save} />
        </li>
      ))}
    </ul>
  );
}

function CustomFilter({ onRemove }: { onRemove: () => void }) {
  return (
    <div className="mb-3 flex">
      <span className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-raised pl-2 text-xs">
        Custom filter
        <RemoveButton label="Remove the custom filter" onRemove={onRemove} />
      </span>
    </div>
  );
}

type ItemProps = {
  tree: FilterTree;
  item: Condition | Group;
  at: number;
  nameOf: NameOf;
  onTree: (tree: FilterTree) => void;
};

/** A chip, or a frame of chips, with the button that adds one beside it. */
function FilterItem({ tree, item, at, nameOf, onTree }: ItemProps) {
  const group = isGroup(item);
  return (
    <div
      className={
        group
          ? "flex max-w-full flex-wrap items-center gap-1 rounded-lg border border-line border-dashed p-0.5"
          : "flex max-w-full items-center gap-1"
      }
    >
      {(group ? item.items : [item]).map((condition, inner) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
        <Fragment key={inner}>
          {inner > 0 && group && <JoinButton join={item.join} onJoin={(join) => onTree(changeJoin(tree, join, at))} />}
          <Chip
            condition={condition}
            nameOf={nameOf}
            place={group ? [at, inner] : [at]}
            onChange={(place, next) => onTree(changeCondition(tree, place, next))}
            onRemove={(place) => onTree(removeCondition(tree, place))}
          />
        </Fragment>
      ))}
      <AddBeside
        join={group ? item.join : otherOf(tree.join)}
        beside={group ? groupSentence(item, nameOf) : conditionSentence(item, nameOf)}
        onAdd={(condition) => onTree(addCondition(tree, condition, at))}
      />
    </div>
  );
}

type AddBesideProps = { join: Join; beside: string; onAdd: (condition: Condition) => void };

function AddBeside({ join, beside, onAdd }: AddBesideProps) {
  return (
    <ConditionEditor label="Add beside it" submitLabel="Add" onSave={onAdd}>
      <Button
        size="sm"
        variant="ghost"
        className="size-6 px-0"
        title={join === "OR" ? "Add an alternative" : "Add what must hold too"}
        aria-label={`Add ${wordOf(join)} beside ${beside}`}
      >
        <Plus />
      </Button>
    </ConditionEditor>
  );
}

const wordOf = (join: Join) => (join === "AND" ? "and" : "or");
const otherOf = (join: Join): Join => (join === "AND" ? "OR" : "AND");

function JoinButton({ join, onJoin }: { join: Join; onJoin: (join: Join) => void }) {
  const other = otherOf(join);
  return (
    <Button
      size="sm"
      variant="ghost"
      className="h-6 px-1.5"
      aria-label={`Joined by ${wordOf(join)}: change to ${wordOf(other)}`}
      onClick={() => onJoin(other)}
    >
      {wordOf(join)}
    </Button>
  );
}

type ChipProps = {
  condition: Condition;
  nameOf: NameOf;
  place: Place;
  onChange: (place: Place, condition: Condition) => void;
  onRemove: (place: Place) => void;
};

function Chip({ condition, nameOf, place, onChange, onRemove }: ChipProps) {
  const { field, operator, value } = conditionWords(condition, nameOf);
  const sentence = conditionSentence(condition, nameOf);
  return (
    <span className="inline-flex h-7 min-w-0 items-center rounded-md border border-line-strong bg-raised text-xs shadow-low">
      <ConditionEditor
        condition={condition}
        label={`Change ${sentence}`}
        submitLabel="Change"
        onSave={(next) => onChange(place, next)}
      >
        <button type="button" className="flex h-full min-w-0 items-center gap-1 rounded-l-md px-2 hover:bg-hover">
          <span className="text-muted">{field}</span>
          <span className="shrink-0 text-muted">{operator}</span>
          {value && <span className="truncate font-medium text-fg">{value}</span>}
        </button>
      </ConditionEditor>
      <RemoveButton label={`Remove ${sentence}`} onRemove={() => onRemove(place)} />
    </span>
  );
}

function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onRemove}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-subtle hover:bg-hover hover:text-fg"
    >
      <X aria-hidden className="size-3.5" />
    </button>
  );
}
