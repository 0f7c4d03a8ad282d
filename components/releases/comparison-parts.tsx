"use client";
import { ArrowLeftRight, ArrowRight } from "lucide-react";
import { type DiffMode, DiffView } from "@/components/patterns/diff-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { countChanges } from "@/lib/client/diff-rows";
import { fieldName, kindName, thingName, valueText } from "@/lib/client/release-words";
import type { AttachmentChange, Comparison, FieldChange } from "@/lib/contracts/console/wire/version";

/** Texts line by line first, then what fits into one line each. */
export function FieldChanges({ fields, mode }: { fields: readonly FieldChange[]; mode: DiffMode }) {
  const texts = fields.filter(({ hunks }) => hunks !== undefined);
  const values = fields.filter(({ hunks }) => hunks === undefined);
  return (
    <>
      {texts.map((field) => (
        <ChangedLines
          key={field.field}
          title={fieldName(field.field)}
          path={`${fieldName(field.field)}.md`}
          hunks={field.hunks}
          mode={mode}
        />
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

type Unshown = AttachmentChange["changed"][number]["unshown"];
type ChangedLinesProps = {
  title: string;
  path: string;
  hunks: FieldChange["hunks"];
  unshown?: Unshown;
  mode: DiffMode;
};

function ChangedLines({ title, path, hunks, unshown, mode }: ChangedLinesProps) {
  const { additions, deletions } = countChanges(hunks ?? []);
  const counts = hunks && (
    <span className="text-xs tabular-nums">
      <span className="text-success">+{additions}</span> <span className="text-danger">−{deletions}</span>
    </span>
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader title={<VisibleText text={title} />} actions={counts} />
      {unshown === "missing" ? (
        <p className="px-4 py-8 text-center text-muted text-sm">
          The store does not have this file at the moment. Ask an admin to look at the log.
        </p>
      ) : (
        <DiffView
          path={path}
          hunks={hunks ?? []}
          mode={mode}
          binary={unshown === "binary"}
          tooLarge={hunks === null || unshown === "large"}
        />
      )}
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

const lists = [
  { list: "added", mark: "+", tone: "text-success", word: "added" },
  { list: "removed", mark: "−", tone: "text-danger", word: "removed" },
] as const;

/** What is attached besides, no longer, with other content or in another place. */
export function AttachmentChanges({ attachments, mode }: Pick<Comparison, "attachments"> & { mode: DiffMode }) {
  const bodies = attachments.flatMap(({ kind, changed }) =>
    changed.filter(({ hunks, unshown }) => hunks ?? unshown).map((one) => ({ ...one, kind })),
  );
  if (attachments.length === 0) return null;
  return (
    <>
      <Card>
        <CardHeader title="Attached" />
        <CardBody>
          <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
            {attachments.map((change) => (
              <AttachmentRows key={change.kind} change={change} />
            ))}
          </dl>
        </CardBody>
      </Card>
      {bodies.map(({ kind, id, name, hunks, unshown }) => (
        <ChangedLines
          key={`${kind} ${id}`}
          title={thingName(kind, { id, name })}
          path={kind === "files" ? id : `${name}.json`}
          hunks={hunks ?? null}
          unshown={unshown}
          mode={mode}
        />
      ))}
    </>
  );
}

type LineProps = { mark: string; tone: string; name: string; word: string };

function Line({ mark, tone, name, word }: LineProps) {
  return (
    <li className="flex gap-2 [overflow-wrap:anywhere]">
      <span aria-hidden className={cn("w-3 shrink-0 text-center", tone)}>
        {mark}
      </span>
      <span>
        <VisibleText text={name} /> <span className="text-muted">{word}</span>
      </span>
    </li>
  );
}

function AttachmentRows({ change }: { change: AttachmentChange }) {
  const { kind, changed, mapped } = change;
  return (
    <>
      <dt className="text-muted">{kindName(kind)}</dt>
      <dd>
        <ul className="flex flex-col gap-1">
          {lists.flatMap(({ list, ...look }) =>
            change[list].map((one) => <Line key={`${list} ${one.id}`} name={thingName(kind, one)} {...look} />),
          )}
          {changed.map((one) => (
            <Line
              key={`changed ${one.id}`}
              {...(kind === "plugins" ? { mark: "↕", word: "moved" } : { mark: "~", word: "changed" })}
              tone="text-muted"
              name={thingName(kind, one)}
            />
          ))}
          {mapped.map(({ from, to }) => (
            <li
              key={`mapped ${from.id} ${to.id}`}
              className="flex flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]"
            >
              <ArrowLeftRight aria-hidden className="size-3 shrink-0 text-subtle" />
              <VisibleText text={from.name} />
              <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-subtle" />
              <VisibleText text={to.name} />
              <span className="text-muted">by mapping</span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}
