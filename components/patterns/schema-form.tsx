"use client";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, type FieldControl } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  type ArgumentErrors,
  type ArgumentField,
  argumentTexts,
  parseArguments,
  readArgumentFields,
} from "@/lib/client/tool-arguments";

export type SchemaFormProps = {
  /** JSON Schema of an object: a tool's `parameters`. */
  schema: unknown;
  submitLabel: string;
  busy?: boolean;
  /** What the inputs show at first, by argument name; give the form another key to show other values. */
  values?: Readonly<Record<string, unknown>>;
  /** Faults that the server found, by argument name. */
  serverErrors?: ArgumentErrors;
  onSubmit: (args: Record<string, unknown>) => void;
  /** Beside the submit button. */
  actions?: ReactNode;
};

/** A form made from a tool's parameters; hands over the checked arguments object. */
export function SchemaForm({ schema, submitLabel, busy, values, serverErrors, onSubmit, actions }: SchemaFormProps) {
  const fields = useMemo(() => readArgumentFields(schema), [schema]);
  const [texts, setTexts] = useState<Record<string, string>>(() => argumentTexts(fields, values ?? {}));
  const [errors, setErrors] = useState<ArgumentErrors>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const parsed = parseArguments(fields, texts);
    setErrors(parsed.ok ? {} : parsed.errors);
    if (parsed.ok) onSubmit(parsed.arguments);
  };
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {fields.length === 0 && <p className="text-muted text-sm">This tool takes no arguments.</p>}
      {fields.map((field) => (
        <Field
          key={field.name}
          label={<span className="font-mono text-xs">{field.name}</span>}
          aside={field.typeName + (field.required ? "" : ", optional")}
          hint={field.description}
          required={field.required}
          error={errors[field.name] ?? serverErrors?.[field.name]}
        >
          {(control) => (
            <ArgumentInput
              field={field}
              control={control}
              text={texts[field.name] ?? field.initial}
              onText={(text) => setTexts({ ...texts, [field.name]: text })}
            />
          )}
        </Field>
      ))}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" loading={busy}>
          {submitLabel}
        </Button>
        {actions}
      </div>
    </Form>
  );
}

type ArgumentInputProps = { field: ArgumentField; control: FieldControl; text: string; onText: (text: string) => void };

const truth = [
  { value: "true", label: "true" },
  { value: "false", label: "false" },
] as const;

function ArgumentInput({ field, control, text, onText }: ArgumentInputProps) {
  const props = { ...control, value: text };
  if (field.kind === "boolean") {
    const placeholder = field.initial === "" ? "Not set" : undefined;
    return (
      <Select {...props} options={truth} placeholder={placeholder} onChange={(event) => onText(event.target.value)} />
    );
  }
  if (field.kind === "enum") {
    const options = field.options.map((option) => ({
      value: JSON.stringify(option),
      label: typeof option === "string" ? option : JSON.stringify(option),
    }));
    const placeholder = field.initial === "" ? "Choose…" : undefined;
    return (
      <Select {...props} options={options} placeholder={placeholder} onChange={(event) => onText(event.target.value)} />
    );
  }
  if (field.kind === "json") {
    return <Textarea {...props} mono rows={3} placeholder="JSON" onChange={(event) => onText(event.target.value)} />;
  }
  if (field.kind === "string") {
    return <Textarea {...props} rows={1} className="min-h-8" onChange={(event) => onText(event.target.value)} />;
  }
  return <Input {...props} inputMode="decimal" autoComplete="off" onChange={(event) => onText(event.target.value)} />;
}
