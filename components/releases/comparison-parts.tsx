"use client";
import { ArrowRight } from "lucide-react";
import { type DiffMode, DiffView } from "@/components/patterns/diff-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { countChanges } from "@/lib/client/diff-rows";
import { fieldName, kindName, valueText } from "@/lib/client/release-words";
import type { Comparison, FieldChange } from "@/lib/contracts/console/wire/version";

/** Texts line by line first, then what fits into one line each. */
export function FieldChanges({ fields, mode }: { fields: readonly FieldChange[]; mode: DiffMode }) {
  const texts = fields.filter(({ hunks }) => hunks !== undefined);
  const values = fields.filter(({ hunks }) => hunks === undefined);
  return (
    <>
      {texts.map((field) => (
        <TextChange key={field.field} field={field} mode={mode} />
      ))}
      {values.length > 0 && (
        <Card>
          <CardHeader title="Settings" />
          <CardBody>
            <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
              {values.map((field) => (
                <ValueChange key={field.field} field={field} />
              ))}
            </dl>
          </CardBody>
        </Card>
      )}
    </>
  );
}

function TextChange({ field: { field, hunks }, mode }: { field: FieldChange; mode: DiffMode }) {
  const { additions, deletions } = countChanges(hunks ?? []);
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={fieldName(field)}
        actions={
          <span className="text-xs tabular-nums">
            <span className="text-success">+{additions}</span> <span className="text-danger">−{deletions}</span>
          </span>
        }
      />
      <DiffView path={`${fieldName(field)}.md`} hunks={hunks ?? []} mode={mode} tooLarge={hunks === null} />
    </Card>
  );
}

function ValueChange({ field: { field, before, after } }: { field: FieldChange }) {
  return (
    <>
      <dt className="text-muted">{fieldName(field)}</dt>
      <dd className="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
        <span className="text-muted line-through">{valueText(before)}</span>
        <ArrowRight aria-label="becomes" className="size-3.5 text-subtle" />
        <span className="text-fg">{valueText(after)}</span>
      </dd>
    </>
  );
}

const changes = [
  { list: "added", mark: "+", tone: "text-success", word: "added" },
  { list: "removed", mark: "−", tone: "text-danger", word: "removed" },
  { list: "reordered", mark: "↕", tone: "text-muted", word: "moved" },
] as const;

/** What is attached besides, no longer, or in another place. */
export function AttachmentChanges({ attachments }: Pick<Comparison, "attachments">) {
  if (attachments.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Attached" />
      <CardBody>
        <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
          {attachments.map((change) => (
            <AttachmentChange key={change.kind} change={change} />
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

function AttachmentChange({ change }: { change: Comparison["attachments"][number] }) {
  return (
    <>
      <dt className="text-muted">{kindName(change.kind)}</dt>
      <dd>
        <ul className="flex flex-col gap-1">
          {changes.flatMap(({ list, mark, tone, word }) =>
            change[list].map(({ id, name }) => (
              <li key={`${list} ${id}`} className="flex gap-2 [overflow-wrap:anywhere]">
                <span aria-hidden className={tone}>
                  {mark}
                </span>
                <span>
                  <VisibleText text={name} /> <span className="text-muted">{word}</span>
                </span>
              </li>
            )),
          )}
        </ul>
      </dd>
    </>
  );
}
