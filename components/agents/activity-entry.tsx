"use client";
import { VisibleText } from "@/components/patterns/visible-text";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { verbOf } from "@/lib/client/audit-sentence";
import { useConsoleSession } from "@/lib/client/console-session";
import { type FactChange, factChanges } from "@/lib/client/fact-changes";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";

/** By what somebody acted; the browser goes without saying. */
const ways: Readonly<Record<string, string>> = { token: "with a token", key: "with an API key", job: "by itself" };
const outcomes = { denied: "refused", failed: "failed" } as const;

/** The one fact that makes the sentence clear without opening it: a tool's name, a version. */
function named({ after }: AuditEvent): string | null {
  const value = after?.tool ?? after?.version;
  return typeof value === "string" ? value : null;
}

/** One act on an agent as a sentence, with what it changed on demand. */
export function ActivityEntry({ event }: { event: AuditEvent }) {
  const { me } = useConsoleSession();
  const who = event.actor.id === me.id ? "You" : (event.actor.name ?? "Muster");
  const changes = factChanges(event.before, event.after).filter(({ name }) => name !== "tool");
  const fact = named(event);
  const called = event.action === "tool.called" && fact !== null;
  return (
    <li className="flex gap-3 px-4 py-3 text-sm">
      <Avatar name={event.actor.name ?? "Muster"} size="sm" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="text-muted">
          <span className="font-medium text-fg">{who}</span>{" "}
          {called ? (
            "called the tool"
          ) : (
            <>
              {verbOf(event.action)} <span className="text-fg">{event.target?.name ?? "this agent"}</span>
            </>
          )}
          {fact && (
            <>
              {" "}
              <code className="font-mono text-fg text-xs">{fact}</code>
            </>
          )}
          {event.outcome !== "success" && (
            <Badge tone="danger" className="ml-2 align-[1px]">
              {outcomes[event.outcome]}
            </Badge>
          )}
        </p>
        <p className="text-subtle text-xs">
          <Time value={event.at} />
          {ways[event.via] && ` · ${ways[event.via]}`}
        </p>
        {changes.length > 0 && <Changes changes={changes} />}
      </div>
    </li>
  );
}

function Changes({ changes }: { changes: readonly FactChange[] }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded text-link text-xs hover:underline">
        {changes.length === 1 ? "What changed" : `What changed (${changes.length})`}
      </summary>
      <dl className="mt-1.5 flex flex-col gap-1 border-line border-l-2 pl-3 text-xs">
        {changes.map(({ name, before, after }) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono text-fg">
              {before !== null && (
                <del className="text-muted">
                  <VisibleText text={before} />
                </del>
              )}
              {before !== null && after !== null && " → "}
              {after !== null && (
                <ins className="no-underline">
                  <VisibleText text={after} />
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
