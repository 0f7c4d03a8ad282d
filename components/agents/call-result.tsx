"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { RequestId } from "@/components/patterns/error-state";
import { OutputText } from "@/components/patterns/output-text";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { formatDuration } from "@/lib/client/relative-time";
import type { ToolCall } from "@/lib/client/runtime-queries";
import { resultText } from "@/lib/client/tool-result";
import type { ToolOutcome } from "@/lib/contracts/console/wire/runtime";

/** How a call ended, in words: the title of its result. */
export function callTitle({ outcome, refusal }: ToolCall): string {
  if (outcome?.ok) return "Result";
  return outcome?.error ? outcome.error.type : refusal?.status === 409 ? "Not called" : "The call was refused";
}

/** What a call gave back: the result or the error, what it printed, and how long it took. */
export function CallResult({ call }: { call: ToolCall }) {
  const { outcome, refusal } = call;
  const ok = outcome?.ok === true;
  return (
    <Card aria-label={`Result of ${call.tool}`}>
      <CardHeader
        title={
          <span className="inline-flex items-center gap-2">
            {ok ? (
              <CircleCheck aria-hidden className="size-4 text-success" />
            ) : (
              <CircleX aria-hidden className="size-4 text-danger" />
            )}
            {callTitle(call)}
          </span>
        }
        actions={
          <>
            {outcome?.truncated && <Badge tone="warning">Cut at 1 MiB</Badge>}
            {outcome && <span className="text-muted text-xs tabular-nums">{formatDuration(outcome.milliseconds)}</span>}
            {ok && <CopyButton value={resultText(outcome)} what="result" />}
          </>
        }
      />
      <span role="status" className="sr-only">
        {ok ? `${call.tool} answered` : `${call.tool}: ${callTitle(call)}`}
      </span>
      <CardBody className="flex flex-col gap-4">
        {ok && <OutputText label="Result" text={resultText(outcome)} />}
        {outcome?.error && <Fault error={outcome.error} />}
        {refusal && (
          <div className="text-sm">
            <p className="text-fg [overflow-wrap:anywhere]">{refusal.message}</p>
            {refusal.requestId && <RequestId id={refusal.requestId} />}
          </div>
        )}
        {outcome?.log && (
          <div>
            <h3 className="mb-1 font-medium text-muted text-xs">Printed meanwhile</h3>
            <OutputText label="Printed meanwhile" text={outcome.log} />
          </div>
        )}
      </CardBody>
    </Card>
  );
}

function Fault({ error }: { error: NonNullable<ToolOutcome["error"]> }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="whitespace-pre-wrap text-fg text-sm [overflow-wrap:anywhere]">
        <VisibleText text={error.message} />
      </p>
      {error.frames.length > 0 && (
        <ol aria-label="Where it happened" className="flex flex-col gap-1.5 rounded-md bg-sunken p-3 font-mono text-xs">
          {error.frames.map((frame, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: frames of one fault never change, and two may be alike
            <li key={index} className="[overflow-wrap:anywhere]">
              <span className="text-muted">
                {frame.file}, line {frame.line}, in {frame.function}
              </span>
              {frame.text && (
                <span className="block whitespace-pre-wrap pl-4 text-fg">
                  <VisibleText text={frame.text} />
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
