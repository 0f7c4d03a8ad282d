"use client";
import { MessageSquarePlus, X } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";
import { CommentForm, type CommentFormProps } from "./comment-form";
import { LineBox, MessageText, ThreadEntry } from "./thread-entry";

export type LineNotesProps = {
  path: string;
  line: number;
  messages: readonly ThreadMessage[];
  /** Remarks that wait to be sent along with the review. */
  drafts: readonly { id: string; body: string }[];
  onDropDraft: (id: string) => void;
  /** The chosen line, where somebody may comment, offers a form. */
  form: Pick<CommentFormProps, "notes" | "onSend" | "onKeep"> | null;
};

/** What stands below a line of code: its comments, remarks not sent yet, and a form. */
export function LineNotes({ path, line, messages, drafts, onDropDraft, form }: LineNotesProps) {
  const nothing = messages.length === 0 && drafts.length === 0;
  if (nothing && !form) return null;
  return (
    <>
      {!nothing && (
        <LineBox>
          {messages.map((message) => (
            <ThreadEntry key={message.id} message={message} />
          ))}
          {drafts.map(({ id, body }) => (
            <Draft key={id} body={body} onDrop={() => onDropDraft(id)} />
          ))}
        </LineBox>
      )}
      {form && <LineForm key={`${path}:${line}`} line={line} {...form} />}
    </>
  );
}

function Draft({ body, onDrop }: { body: string; onDrop: () => void }) {
  return (
    <div className="flex items-start gap-2 text-sm">
      <Badge tone="accent">Not sent yet</Badge>
      <div className="min-w-0 flex-1">
        <MessageText>{body}</MessageText>
      </div>
      <IconButton label="Remove this remark" size="sm" onClick={onDrop}>
        <X />
      </IconButton>
    </div>
  );
}

type LineFormProps = Pick<CommentFormProps, "notes" | "onSend" | "onKeep"> & { line: number };

function LineForm({ line, notes, onSend, onKeep }: LineFormProps) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <div className="sticky left-14 my-1 ml-14 w-fit font-sans">
        <Button size="sm" onClick={() => setOpen(true)}>
          <MessageSquarePlus />
          Comment on line {line}
        </Button>
      </div>
    );
  }
  return (
    <LineBox>
      <CommentForm
        autoFocus
        label={`Comment on line ${line}`}
        notes={notes}
        onCancel={() => setOpen(false)}
        onKeep={
          onKeep &&
          ((body) => {
            onKeep(body);
            setOpen(false);
          })
        }
        onSend={async (comment) => {
          await onSend(comment);
          setOpen(false);
        }}
      />
    </LineBox>
  );
}
