"use client";
import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import type { Doing } from "@/lib/client/agent-doing";
import { useElapsed } from "@/lib/client/use-elapsed";

function Elapsed({ since }: { since: string }) {
  const seconds = useElapsed(since);
  if (seconds === null) return null;
  const text = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  // Counting aloud every second would drown everything else.
  return (
    <span aria-hidden className="tabular-nums">
      {text}
    </span>
  );
}

/** What an agent is doing now, as one sentence. */
export function DoingLine({ doing }: { doing: Doing }) {
  const { before, at, clock, after } = doing;
  return (
    <p className="text-muted text-sm [overflow-wrap:anywhere]">
      {doing.state === "loading" && <Spinner className="mr-1.5 inline-block align-[-2px]" />}
      <span role="status">{before}</span>
      {at && " "}
      {at && (clock === "counting" ? <Elapsed since={at} /> : <Time value={at} />)}
      {after && (after.startsWith(";") ? after : ` ${after}`)}
    </p>
  );
}
