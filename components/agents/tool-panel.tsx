"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { SchemaForm } from "@/components/patterns/schema-form";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { callTool, runtimeQueries, type ToolCall } from "@/lib/client/runtime-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { CallHistory } from "./call-history";
import { CallResult } from "./call-result";
import type { AgentTool } from "./tools-tab";

/** Submits the form around the field that has the focus, also from a field where Enter begins a new line. */
function submitOnCommandEnter(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || !(event.target instanceof Element)) return;
  event.preventDefault();
  event.target.closest("form")?.requestSubmit();
}

/** One tool: what it does, a form to call it, what came back, and the calls before. */
export function ToolPanel({ agent, tool }: { agent: AgentDetail; tool: AgentTool }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation(callTool(client, agent.id));
  const { data: calls } = useQuery(runtimeQueries.calls(agent.id));
  const [used, setUsed] = useState<ToolCall | null>(null);
  const own = calls.filter((call) => call.tool === tool.name);
  const last = own[0];
  const parts = tool.description.split("\n\n");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card>
        <CardHeader
          title={<code className="font-mono">{tool.name}</code>}
          description={tool.file && `${tool.file}${tool.line === null ? "" : `, line ${tool.line}`}`}
        />
        <CardBody className="flex flex-col gap-4">
          {parts.map((part) => (
            <p key={part} className="max-w-prose whitespace-pre-line text-fg text-sm">
              <VisibleText text={part} />
            </p>
          ))}
          {agent.may.includes("callTools") ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: hears a shortcut of the fields inside
            <div className="max-w-xl" onKeyDown={submitOnCommandEnter}>
              <SchemaForm
                key={used?.id ?? 0}
                schema={tool.parameters}
                values={used?.arguments}
                submitLabel={`Call ${tool.name}`}
                busy={isPending}
                onSubmit={(args) => mutate({ tool: tool.name, arguments: args })}
                actions={
                  <span className="text-muted text-xs max-sm:hidden">
                    <Kbd>Ctrl</Kbd> <Kbd>↵</Kbd>
                  </span>
                }
              />
            </div>
          ) : (
            <Alert title="You may not call tools of this agent">
              Its owner, people whom it is shared with as operator or editor, and the admins of the workspace may.
            </Alert>
          )}
          {error && <Alert live tone="danger" title={error.message} />}
        </CardBody>
      </Card>
      {last && <CallResult key={last.id} call={last} />}
      {own.length > 1 && <CallHistory calls={own.slice(1)} onUse={setUsed} />}
    </div>
  );
}
