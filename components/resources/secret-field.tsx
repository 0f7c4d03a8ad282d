"use client";
import { LockKeyhole } from "lucide-react";
import { FormField } from "@/components/patterns/form-field";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ConnectionField } from "@/lib/client/connection-fields";
import { MASK } from "@/lib/client/connection-fields";
import type { ConnectionFormState } from "./connection-form";

type SecretFieldProps = { form: ConnectionFormState; name: `settings.${string}`; field: ConnectionField };

/** A value that is written and never shown again: a stored one stays until somebody replaces it. */
export function SecretField({ form, name, field }: SecretFieldProps) {
  const { label, hint, kind } = field;
  const stored = form.formState.defaultValues?.settings?.[field.key] === MASK;
  const keeps = form.watch(name) === MASK;
  const set = (value: string) => form.setValue(name, value, { shouldDirty: true });
  if (keeps) return <Stored label={label} onReplace={() => set("")} />;
  const more = stored ? "Empty takes the stored one away." : hint;
  return (
    <FormField
      form={form}
      name={name}
      label={label}
      hint={more}
      aside={
        stored && (
          <button type="button" className="rounded-sm text-link hover:underline" onClick={() => set(MASK)}>
            Keep the stored one
          </button>
        )
      }
    >
      {(control) =>
        kind === "document" ? (
          <Textarea mono spellCheck={false} autoComplete="off" autoFocus={stored} {...control} />
        ) : (
          <Input type="password" autoComplete="new-password" autoFocus={stored} {...control} />
        )
      }
    </FormField>
  );
}

function Stored({ label, onReplace }: { label: string; onReplace: () => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium text-fg text-sm">{label}</span>
      <div className="flex min-h-8 items-center justify-between gap-2 rounded-md border border-line bg-sunken py-0.5 pr-1 pl-2.5 text-muted text-sm">
        <span className="inline-flex min-w-0 items-center gap-1.5">
          <LockKeyhole aria-hidden className="size-3.5 shrink-0" />
          Stored
        </span>
        <Button size="sm" variant="ghost" aria-label={`Replace ${label}`} onClick={onReplace}>
          Replace
        </Button>
      </div>
    </div>
  );
}
