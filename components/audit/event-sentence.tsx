"use client";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { verbOf } from "@/lib/client/audit-sentence";
import { useConsoleSession } from "@/lib/client/console-session";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";

const outcomes = { denied: "Refused", failed: "Failed" } as const;

/** Who acted, in the reader's words. */
export function ActorName({ event }: { event: AuditEvent }) {
  const { me } = useConsoleSession();
  if (event.actor.id === me.id) return "You";
  return <VisibleText text={event.actor.name ?? "Somebody"} />;
}

/** What was done to what: "removed scout". */
export function EventDeed({ event }: { event: AuditEvent }) {
  const { target } = event;
  return (
    <>
      {verbOf(event.action)} {target && <VisibleText text={target.name ?? target.id ?? ""} />}
    </>
  );
}

/** How it ended, where it did not simply succeed, and whether somebody acted in a workspace that is not theirs. */
export function EventBadges({ event }: { event: AuditEvent }) {
  return (
    <>
      {event.outcome !== "success" && <Badge tone="danger">{outcomes[event.outcome]}</Badge>}
      {event.override && <Badge tone="warning">Override</Badge>}
    </>
  );
}
