"use client";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { pathOfTarget, verbOf } from "@/lib/client/audit-sentence";
import { useConsoleSession } from "@/lib/client/console-session";
import { overviewQueries } from "@/lib/client/overview-queries";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";

/** What happened lately, as far as this person may know. */
export function RecentEvents() {
  const query = useQuery(overviewQueries.events());
  return (
    <Card>
      <CardHeader title="Recent events" />
      <QueryView
        query={query}
        what="recent events"
        skeleton={<div aria-hidden className="m-4 h-40 animate-pulse rounded bg-hover" />}
        isEmpty={(events) => events.length === 0}
        empty={
          <EmptyState icon={<History />} title="No events yet" className="py-8">
            Submissions, decisions and changes to agents are listed here.
          </EmptyState>
        }
      >
        {(events) => (
          <CardBody>
            <ul className="flex flex-col gap-2.5">
              {events.map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
            </ul>
          </CardBody>
        )}
      </QueryView>
    </Card>
  );
}

function EventLine({ event }: { event: AuditEvent }) {
  const { me, reviews } = useConsoleSession();
  const path = pathOfTarget(event.target, reviews);
  const name = event.target?.name ?? event.target?.id ?? "";
  const who = event.actor.id === me.id ? "You" : (event.actor.name ?? "Somebody");
  return (
    <li className="text-sm [overflow-wrap:anywhere]">
      <span className="text-fg">{who}</span> <span className="text-muted">{verbOf(event.action)}</span>{" "}
      {path ? (
        <Link href={path} className="rounded font-medium text-fg hover:underline">
          {name}
        </Link>
      ) : (
        <span className="font-medium text-fg">{name}</span>
      )}
      <Time value={event.at} className="block text-subtle text-xs" />
    </li>
  );
}
