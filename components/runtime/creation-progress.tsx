"use client";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import type { Creation, CreationStep } from "@/lib/client/use-creation";
import { useElapsed } from "@/lib/client/use-elapsed";

const steps = [
  { step: "creating", label: "Create it from its template" },
  { step: "starting", label: "Start it" },
  { step: "running", label: "It runs" },
] as const satisfies readonly { step: CreationStep; label: string }[];

const order: readonly CreationStep[] = ["creating", "starting", "running", "ended"];

/** How far a new agent is, with the time that each step took. */
export function CreationProgress({ creation }: { creation: Creation }) {
  const { name, step, begun } = creation;
  return (
    <Card aria-label={`Making ${name}`}>
      <CardHeader title={`Making ${name}`} description="This page leads to the agent as soon as it runs." />
      <CardBody>
        <ol className="flex flex-col gap-2 text-sm">
          {steps.map((one, index) => {
            const since = begun[one.step];
            const ended = steps.slice(index + 1).find((later) => begun[later.step] !== undefined);
            const until = ended ? begun[ended.step] : begun.ended;
            const done = order.indexOf(step) > index || step === "running";
            return (
              <li
                key={one.step}
                aria-current={one.step === step ? "step" : undefined}
                className="flex items-center gap-2"
              >
                <Mark done={done} now={one.step === step} failed={step === "ended" && one.step === "running"} />
                <span className={since ? "text-fg" : "text-muted"}>{one.label}</span>
                {since && one.step !== "running" && <Took since={since} until={until} />}
              </li>
            );
          })}
        </ol>
        <p role="status" className="sr-only">
          {steps.find((one) => one.step === step)?.label ?? "It ended at once"}
        </p>
      </CardBody>
    </Card>
  );
}

function Mark({ done, now, failed }: { done: boolean; now: boolean; failed: boolean }): ReactNode {
  const size = "size-4 shrink-0";
  if (failed) return <CircleAlert aria-label="ended" className={`${size} text-danger`} />;
  if (done) return <CircleCheck aria-label="done" className={`${size} text-success`} />;
  return now ? <Spinner /> : <CircleDashed aria-hidden className={`${size} text-subtle`} />;
}

function Took({ since, until }: { since: number; until: number | undefined }) {
  const counting = useElapsed(new Date(since).toISOString());
  const seconds = until === undefined ? counting : (until - since) / 1000;
  if (seconds === null) return null;
  return (
    <span aria-hidden className="ml-auto text-muted text-xs tabular-nums">
      {until === undefined ? seconds : seconds.toFixed(1)} s
    </span>
  );
}
