"use client";
import type { ReactNode } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Avatar } from "@/components/ui/avatar";
import { Badge, type Tone } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { Time } from "@/components/ui/time";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";

const kinds = {
  comment: null,
  approve: { label: "Approved", tone: "success" },
  decline: { label: "Declined", tone: "danger" },
  submit: { label: "Submitted", tone: "neutral" },
  withdraw: { label: "Withdrew", tone: "neutral" },
} as const satisfies Record<ThreadMessage["kind"], { label: string; tone: Tone } | null>;

export type ThreadEntryProps = {
  message: ThreadMessage;
  /** Opens the file that the message is about; null names its place alone, without it not even that (it stands there already). */
  onOpen?: ((path: string, line: number | null) => void) | null;
};

/** One message of the conversation, as it was written: text, not markup. */
export function ThreadEntry({ message, onOpen }: ThreadEntryProps) {
  const { author, kind, body, path, line, internal, createdAt } = message;
  const badge = kinds[kind];
  return (
    <article aria-label={`${author.name}, ${kind}`} className="flex gap-2.5 text-sm">
      <Avatar name={author.name} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted">
          <span className="font-medium text-fg">{author.name}</span>
          {badge && <Badge tone={badge.tone}>{badge.label}</Badge>}
          {internal && <Badge tone="warning">Internal note</Badge>}
          <Time value={createdAt} className="text-xs" />
        </p>
        {path && onOpen !== undefined && <Place path={path} line={line} onOpen={onOpen} />}
        {body && <MessageText>{body}</MessageText>}
      </div>
    </article>
  );
}

type PlaceProps = Pick<ThreadMessage, "line"> & {
  path: string;
  onOpen: NonNullable<ThreadEntryProps["onOpen"]> | null;
};

function Place({ path, line, onOpen }: PlaceProps) {
  const name = line === null ? path : `${path}:${line}`;
  if (!onOpen) return <Code className="text-xs">{name}</Code>;
  return (
    <button
      type="button"
      onClick={() => onOpen(path, line)}
      className="rounded text-left font-mono text-link text-xs underline decoration-link/40 underline-offset-2 [overflow-wrap:anywhere]"
    >
      {name}
    </button>
  );
}

/** What somebody wrote, with its line breaks. */
export function MessageText({ children }: { children: string }) {
  return (
    <p className="mt-0.5 whitespace-pre-wrap text-fg [overflow-wrap:anywhere]">
      <VisibleText text={children} />
    </p>
  );
}

/** The frame of what stands below a line of code. */
export function LineBox({ children }: { children: ReactNode }) {
  return (
    <div className="sticky left-14 my-1 ml-14 flex w-[min(40rem,calc(100vw-8rem))] flex-col gap-3 rounded-md border border-line bg-raised p-3 font-sans shadow-low">
      {children}
    </div>
  );
}
