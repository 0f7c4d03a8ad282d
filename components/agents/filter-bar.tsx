"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { type Condition, emptyTree, type FilterTree, filterText, isGroup, type Join } from "@/lib/client/agent-filter";
import { addCondition, changeCondition, changeJoin, type Place, removeCondition } from "@/lib/client/agent-filter-edit";
import { conditionSentence, conditionWords, groupSentence, type NameOf } from "@/lib/client/agent-filter-words";
import { useConsoleSession } from "@/lib/client/console-session";
import { membersQueries } from "@/lib/client/member-queries";
import { ConditionEditor } from "./condition-editor";

export type FilterBarProps = {
  /** Null: a filter that chips cannot show. */
  tree: FilterTree | null;
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
export function FilterBar({ tree, onFilter }: FilterBarProps) {
  const nameOf = useNames(tree ?? emptyTree);
  if (!tree) {
    return (
      <div className="mb-3 flex">
        <span className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-raised pl-2 text-xs">
          Custom filter
          <RemoveButton label="Remove the custom filter" onRemove={() => onFilter("")} />
        </span>
      </div>
    );
  }
  if (tree.items.length === 0) return null;
  const save = (next: FilterTree) => onFilter(filterText(next));
  return (
    <ul aria-label="Filters" className="mb-3 flex flex-wrap items-center gap-1.5">
      {tree.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
        <li key={at} className="flex max-w-full flex-wrap items-center gap-1.5">
          {at > 0 && <JoinButton join={tree.join} onJoin={(join) => save(changeJoin(tree, join))} />}
          <div
            className={
              isGroup(item)
                ? "flex max-w-full flex-wrap items-center gap-1 rounded-lg border border-line border-dashed p-0.5"
                : "flex max-w-full items-center gap-1"
            }
          >
            {(isGroup(item) ? item.items : [item]).map((condition, inner) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Fragment key={inner}>
                {inner > 0 && isGroup(item) && (
                  <JoinButton join={item.join} onJoin={(join) => save(changeJoin(tree, join, at))} />
                )}
                <Chip
                  condition={condition}
                  nameOf={nameOf}
                  place={isGroup(item) ? [at, inner] : [at]}
                  onChange={(place, next) => save(changeCondition(tree, place, next))}
                  onRemove={(place) => save(removeCondition(tree, place))}
                />
              </Fragment>
            ))}
            <ConditionEditor
              label="Add beside it"
              submitLabel="Add"
              onSave={(condition) => save(addCondition(tree, condition, at))}
            >
              <Button
                size="sm"
                variant="ghost"
                className="size-6 px-0"
                title="Add an alternative"
                aria-label={`Add ${wordOf(isGroup(item) ? item.join : otherOf(tree.join))} beside ${
                  isGroup(item) ? groupSentence(item, nameOf) : conditionSentence(item, nameOf)
                }`}
              >
                <Plus />
              </Button>
            </ConditionEditor>
          </div>
        </li>
      ))}
    </ul>
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
