"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { PopoverClose } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { type Condition, isComplete } from "@/lib/client/agent-filter";
import { type FilterField, filterFields, findField, findOperator, operators } from "@/lib/client/agent-filter-fields";
import type { ConditionEditorProps } from "./condition-editor";
import { FilterValue } from "./filter-value";

const fieldOptions = filterFields.map(({ id, label }) => ({ value: id, label }));

function fresh(field: FilterField): Condition {
  return { field: field.id, operator: operators[field.kind][0]?.id ?? "", values: [] };
}

const first: Condition = { field: "reviewStatus", operator: "is", values: [] };

/** Mounted with each opening, so that an abandoned draft does not come back. */
export default function ConditionForm({
  condition,
  submitLabel,
  onSave,
  onDone,
}: ConditionEditorProps & { onDone: () => void }) {
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
    <Form onSubmit={submit} className="flex flex-col gap-2">
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
    </Form>
  );
}
