"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { type Condition, isComplete } from "@/lib/client/agent-filter";
import { type FilterField, filterFields, findField, findOperator, operators } from "@/lib/client/agent-filter-fields";
import { FilterValue } from "./filter-value";

export type ConditionEditorProps = {
  /** What is changed; absent where a condition is added. */
  condition?: Condition;
  /** Names the panel: "Add a filter". */
  label: string;
  submitLabel: string;
  onSave: (condition: Condition) => void;
  /** The button that opens it. */
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

const fieldOptions = filterFields.map(({ id, label }) => ({ value: id, label }));

function fresh(field: FilterField): Condition {
  return { field: field.id, operator: operators[field.kind][0]?.id ?? "", values: [] };
}

const first: Condition = { field: "reviewStatus", operator: "is", values: [] };

/** Field, operator and value of one condition, in a panel beside its button. */
export function ConditionEditor(props: ConditionEditorProps) {
  const [openInside, setOpenInside] = useState(false);
  const open = props.open ?? openInside;
  const setOpen = props.onOpenChange ?? setOpenInside;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{props.children}</PopoverTrigger>
      <PopoverContent align="start" aria-label={props.label}>
        <ConditionForm {...props} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

/** Mounted with each opening, so that an abandoned draft does not come back. */
function ConditionForm({ condition, submitLabel, onSave, onDone }: ConditionEditorProps & { onDone: () => void }) {
  const [draft, setDraft] = useState<Condition>(condition ?? first);
  const field = findField(draft.field);
  const operator = field && findOperator(field, draft.operator);
  if (!field || !operator) return null;
  const complete = isComplete(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    onSave(draft);
    onDone();
  };
  const choose = (id: string) => {
    const next = findOperator(field, id);
    if (next) setDraft({ ...draft, operator: id, values: next.takes === operator.takes ? draft.values : [] });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Select
        aria-label="Field"
        options={fieldOptions}
        value={field.id}
        onChange={(event) => setDraft(fresh(findField(event.target.value) ?? field))}
      />
      <Select
        aria-label="Comparison"
        options={operators[field.kind].map(({ id, label }) => ({ value: id, label }))}
        value={operator.id}
        onChange={(event) => choose(event.target.value)}
      />
      <FilterValue
        key={`${field.id} ${operator.takes}`}
        field={field}
        operator={operator}
        values={draft.values}
        onValues={(values) => setDraft({ ...draft, values })}
      />
      <div className="mt-1 flex justify-end gap-2">
        <PopoverClose asChild>
          <Button size="sm" variant="ghost">
            Cancel
          </Button>
        </PopoverClose>
        <Button size="sm" type="submit" variant="primary" disabled={!complete}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
