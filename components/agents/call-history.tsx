"use client";
import { RotateCcw } from "lucide-react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { ToolCall } from "@/lib/client/runtime-queries";
import { briefArguments, briefly } from "@/lib/client/tool-result";
import { CallResult, callTitle } from "./call-result";

function ending(call: ToolCall): string {
  if (call.outcome?.ok) return briefly(call.outcome.result);
  return `${callTitle(call)}: ${briefly(call.outcome?.error?.message ?? call.refusal?.message ?? "")}`;
}

type CallHistoryProps = { calls: readonly ToolCall[]; onUse: (call: ToolCall) => void };

/** The calls of a tool before the last one, in this tab of the browser. */
export function CallHistory({ calls, onUse }: CallHistoryProps) {
  return (
    <Card>
      <CardHeader title="Earlier calls" description="Since this page was opened; they are kept nowhere else." />
      <ol className="divide-y divide-line">
        {calls.map((call) => (
          <li key={call.id} className="flex items-start gap-3 px-4 py-2.5 text-sm">
            <details className="min-w-0 flex-1">
              <summary className="cursor-pointer rounded font-mono text-xs [overflow-wrap:anywhere]">
                <span className="text-muted">{call.tool}(</span>
                <VisibleText text={briefArguments(call.arguments)} />
                <span className="text-muted">) → </span>
                <span className={call.outcome?.ok ? "text-fg" : "text-danger"}>
                  <VisibleText text={ending(call)} />
                </span>
              </summary>
              <div className="mt-2">
                <CallResult call={call} />
              </div>
            </details>
            <Time value={call.at} className="shrink-0 pt-0.5 text-subtle text-xs" />
            <Button size="sm" variant="ghost" onClick={() => onUse(call)}>
              <RotateCcw aria-hidden />
              Use again
            </Button>
          </li>
        ))}
      </ol>
    </Card>
  );
}
