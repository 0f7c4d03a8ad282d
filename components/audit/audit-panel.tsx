"use client";
import type { RefObject } from "react";
import { type Fact, FactList } from "@/components/agents/fact-list";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/link";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import type { AuditChange } from "@/lib/client/audit-search";
import { pathOfTarget } from "@/lib/client/audit-sentence";
import { useConsoleSession } from "@/lib/client/console-session";
import { type FactChange, factChanges } from "@/lib/client/fact-changes";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import { ActorName, EventBadges, EventDeed } from "./event-sentence";

const ways: Readonly<Record<string, string>> = {
  session: "in the browser",
  token: "with a token",
  key: "with an API key",
  agent: "with its runtime token",
  job: "by itself",
  none: "without signing in",
};

type AuditPanelProps = {
  event: AuditEvent | null;
  /** Where the focus goes when the panel closes: a row, which the panel does not know as its trigger. */
  opener: RefObject<Element | null>;
  onClose: () => void;
  onSearch: (change: AuditChange) => void;
};

/** One event: what was changed, by whom, from where, and whether it is sealed. */
export function AuditPanel({ event, opener, onClose, onSearch }: AuditPanelProps) {
  const giveFocusBack = () => {
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <Sheet open={event !== null} onOpenChange={(open) => !open && onClose()}>
      {event && (
        <SheetContent title={`Event ${event.seq}`} onClosed={giveFocusBack}>
          <div className="flex flex-col gap-5 p-4">
            <div>
              <p className="font-medium text-base text-fg [overflow-wrap:anywhere]">
                <ActorName event={event} /> <EventDeed event={event} />
              </p>
              <p className="mt-1 flex flex-wrap items-center gap-1.5 text-muted text-sm">
                <Time value={event.at} absolute />
                <EventBadges event={event} />
              </p>
            </div>
            {/* First, because the panel begins with its first button in focus: one with a tooltip would take the first Escape. */}
            <Narrow event={event} onSearch={onSearch} />
            <Changes event={event} />
            <section aria-labelledby="event-facts">
              <h2 id="event-facts" className="mb-2 font-semibold text-fg text-sm">
                Details
              </h2>
              <Facts event={event} />
            </section>
          </div>
        </SheetContent>
      )}
    </Sheet>
  );
}

function Changes({ event }: { event: AuditEvent }) {
  const changes = factChanges(event.before, event.after);
  return (
    <section aria-labelledby="event-changes">
      <h2 id="event-changes" className="mb-2 font-semibold text-fg text-sm">
        What changed
      </h2>
      {changes.length === 0 ? (
        <p className="text-muted text-sm">No values were recorded for this event.</p>
      ) : (
        <dl className="overflow-hidden rounded-md border border-line text-sm">
          {changes.map((change) => (
            <Change key={change.name} change={change} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Change({ change: { name, before, after } }: { change: FactChange }) {
  return (
    <div className="border-line border-t first:border-t-0">
      <dt className="bg-sunken px-3 py-1.5 text-muted text-xs">{name}</dt>
      <dd className="font-mono text-xs [overflow-wrap:anywhere]">
        {before !== null && (
          <del className="block whitespace-pre-wrap bg-danger-soft px-3 py-1.5 text-danger no-underline">
            <span aria-hidden>− </span>
            <span className="sr-only">before: </span>
            <VisibleText text={before} />
          </del>
        )}
        {after !== null && (
          <ins className="block whitespace-pre-wrap bg-success-soft px-3 py-1.5 text-success no-underline">
            <span aria-hidden>+ </span>
            <span className="sr-only">after: </span>
            <VisibleText text={after} />
          </ins>
        )}
      </dd>
    </div>
  );
}

function copied(value: string, what: string) {
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 font-mono text-xs leading-6 [overflow-wrap:anywhere]">{value}</span>
      <CopyButton value={value} what={what} />
    </span>
  );
}

function Facts({ event }: { event: AuditEvent }) {
  const { me, reviews } = useConsoleSession();
  const { target, actor } = event;
  const path = pathOfTarget(target, reviews);
  const name = target?.name ?? target?.id ?? "";
  const place = me.workspaces.find(({ id }) => id === event.workspaceId)?.name ?? event.workspaceId;
  const facts: (Fact | null)[] = [
    { label: "Action", value: <code className="font-mono text-xs">{event.action}</code> },
    { label: "Who", value: `${actor.name ?? "Somebody"}, ${ways[event.via] ?? `by ${event.via}`}` },
    target && { label: "Thing", value: path ? <TextLink href={path}>{name}</TextLink> : name },
    place ? { label: "Workspace", value: place } : null,
    event.address ? { label: "Address", value: event.address } : null,
    event.userAgent ? { label: "Program", value: <VisibleText text={event.userAgent} /> } : null,
    event.requestId ? { label: "Request", value: copied(event.requestId, "request id") } : null,
    { label: "Event id", value: copied(event.id, "event id") },
    {
      label: "Seal",
      value: event.hash ? copied(event.hash, "hash") : "Not sealed yet; this happens within seconds",
    },
  ];
  return <FactList facts={facts.filter((fact) => fact !== null)} />;
}

function Narrow({ event, onSearch }: Pick<AuditPanelProps, "onSearch"> & { event: AuditEvent }) {
  const { actor, target, action } = event;
  return (
    <div className="flex flex-wrap gap-2">
      {target?.id && (
        <Button size="sm" onClick={() => onSearch({ target: target.id })}>
          Only this thing
        </Button>
      )}
      {actor.id && (
        <Button size="sm" onClick={() => onSearch({ actor: actor.id })}>
          {actor.type === "agent" ? "Only this agent" : "Only this person"}
        </Button>
      )}
      <Button size="sm" onClick={() => onSearch({ action })}>
        Only this action
      </Button>
    </div>
  );
}
