"use client";
import { Plus, X } from "lucide-react";
import { useFieldArray } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { McpServerFormState } from "./mcp-server-form";

type PairListProps = {
  form: McpServerFormState;
  name: "headers" | "env";
  /** "header". */
  one: string;
  legend: string;
  hint: string;
  example: string;
};

/** Names with values that are written and never shown again. */
export function PairList({ form, name, one, legend, hint, example }: PairListProps) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name });
  const error = form.formState.errors[name]?.message;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-fg text-sm">{legend}</legend>
      {fields.map((field, i) => (
        <div key={field.id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2">
          <Input
            aria-label={`Name of ${one} ${i + 1}`}
            placeholder={example}
            className="font-mono text-xs"
            autoComplete="off"
            readOnly={field.stored}
            {...form.register(`${name}.${i}.name`)}
          />
          <Input
            aria-label={`Value of ${one} ${i + 1}`}
            placeholder={field.stored ? "Stored. Type to replace it" : "Value"}
            className="font-mono text-xs"
            autoComplete="off"
            {...form.register(`${name}.${i}.value`)}
          />
          <IconButton label={`Remove ${one} ${i + 1}`} onClick={() => remove(i)}>
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      {error && (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
      <p className="text-muted text-xs">{hint}</p>
      <Button size="sm" className="self-start" onClick={() => append({ name: "", value: "", stored: false })}>
        <Plus aria-hidden />
        Add {one}
      </Button>
    </fieldset>
  );
}
