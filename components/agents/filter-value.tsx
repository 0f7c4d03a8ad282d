"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import type { FilterField, Operator, Option } from "@/lib/client/agent-filter-fields";
import { useConsoleSession } from "@/lib/client/console-session";
import { membersQueries } from "@/lib/client/member-queries";

export type FilterValueProps = {
  field: FilterField;
  operator: Operator;
  values: readonly string[];
  onValues: (values: string[]) => void;
};

/** Asks for the value of a condition as its field's kind wants it. */
export function FilterValue({ field, operator, values, onValues }: FilterValueProps) {
  const label = `${field.label} ${operator.label}`;
  if (operator.takes === "none") return null;
  if (field.options) return <Choices label={label} options={field.options} values={values} onValues={onValues} />;
  if (field.kind === "person") return <People label={label} values={values} onValues={onValues} />;
  if (field.kind === "named") return <Names label={label} values={values} onValues={onValues} />;
  const kind = { text: "text", day: "date", number: "text" }[field.kind === "choice" ? "text" : field.kind];
  return (
    <Input
      key={`${field.id} ${operator.id}`}
      type={kind}
      inputMode={field.kind === "number" ? "numeric" : undefined}
      aria-label={label}
      maxLength={1000}
      placeholder={field.kind === "number" ? "A whole number" : "Text"}
      value={values[0] ?? ""}
      onChange={(event) => onValues(event.target.value ? [event.target.value] : [])}
    />
  );
}

type ListProps = { label: string; values: readonly string[]; onValues: (values: string[]) => void };

function Choices({ label, options, values, onValues }: ListProps & { options: readonly Option[] }) {
  return (
    <fieldset className="flex max-h-52 flex-col overflow-y-auto">
      <legend className="sr-only">{label}</legend>
      {options.map(({ value, label: name }) => (
        <Checkbox
          key={value}
          label={name}
          className="rounded-md px-1.5 py-1 hover:bg-hover"
          checked={values.includes(value)}
          onChange={(event) =>
            onValues(event.target.checked ? [...values, value] : values.filter((one) => one !== value))
          }
        />
      ))}
    </fieldset>
  );
}

/** Beyond so many people there is a field to search them. */
const FEW = 8;

function People(props: ListProps) {
  const { workspace } = useConsoleSession();
  const people = useQuery({ ...membersQueries.every(workspace?.id ?? ""), enabled: workspace !== null });
  const [text, setText] = useState("");
  if (people.isError) return <p className="text-danger text-xs">The people of the workspace could not be loaded.</p>;
  if (!people.data) return <Spinner label="Loading the people" />;
  const wanted = text.trim().toLowerCase();
  const fitting = people.data.filter(
    ({ userId, name }) => props.values.includes(userId) || name.toLowerCase().includes(wanted),
  );
  return (
    <div className="flex flex-col gap-1.5">
      {people.data.length > FEW && (
        <Input
          aria-label="Search people"
          placeholder="Search people"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <Choices {...props} options={fitting.map(({ userId, name }) => ({ value: userId, label: name }))} />
    </div>
  );
}

function Names({ label, values, onValues }: ListProps) {
  const hint = useId();
  const [text, setText] = useState(values.join(", "));
  return (
    <div className="flex flex-col gap-1">
      <Input
        aria-label={label}
        aria-describedby={hint}
        maxLength={1000}
        placeholder="prod, finance"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const names = event.target.value.split(",").map((name) => name.trim());
          onValues([...new Set(names.filter(Boolean))]);
        }}
      />
      <p id={hint} className="text-muted text-xs">
        Several with commas: any of them counts.
      </p>
    </div>
  );
}
