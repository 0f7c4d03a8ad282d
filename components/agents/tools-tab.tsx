"use client";
import { useQuery } from "@tanstack/react-query";
import { SquareFunction } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { useAgentAddress } from "@/lib/client/agent-address";
import { runtimeQueries } from "@/lib/client/runtime-queries";
import { toolSignature } from "@/lib/client/tool-arguments";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { LoadReport } from "@/lib/contracts/console/wire/runtime";
import { ToolPanel } from "./tool-panel";
import { ToolsAway } from "./tools-away";

export type AgentTool = LoadReport["tools"][number];

/** The tools of an agent, each with a form to call it. */
export function ToolsTab({ agent }: { agent: AgentDetail }) {
  const query = useQuery({ ...runtimeQueries.tools(agent.id), enabled: agent.hosting === "integrated" });
  if (agent.hosting === "container") {
    return (
      <EmptyState icon={<SquareFunction />} title="Tools are called inside the container">
        This agent runs in a container of its own. Only agents that Muster loads itself can be called from here.
      </EmptyState>
    );
  }
  return (
    <QueryView query={query} what="the tools">
      {({ state, report, error }) =>
        report ? <Tools agent={agent} tools={report.tools} /> : <ToolsAway agent={agent} state={state} error={error} />
      }
    </QueryView>
  );
}

function Tools({ agent, tools }: { agent: AgentDetail; tools: readonly AgentTool[] }) {
  const [{ tool: chosen }, setAddress] = useAgentAddress();
  const tool = tools.find(({ name }) => name === chosen) ?? tools[0];
  if (!tool) {
    return (
      <EmptyState icon={<SquareFunction />} title="No tools">
        The package defines no tools. In a package, a tool is a Python function with <code>@tool</code> that its agent
        lists.
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <Card>
        <ul aria-label={`Tools of ${agent.name}`} className="flex flex-col p-1.5">
          {tools.map((one) => (
            <li key={one.name}>
              <ToolButton
                tool={one}
                current={one.name === tool.name}
                onChoose={() => void setAddress({ tool: one.name })}
              />
            </li>
          ))}
        </ul>
      </Card>
      <ToolPanel key={tool.name} agent={agent} tool={tool} />
    </div>
  );
}

type ToolButtonProps = { tool: AgentTool; current: boolean; onChoose: () => void };

function ToolButton({ tool, current, onChoose }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-current={current ? "true" : undefined}
      onClick={onChoose}
      className={cn("flex w-full flex-col rounded-md px-2.5 py-2 text-left hover:bg-hover", current && "bg-active")}
    >
      <code className="max-w-full font-mono text-fg text-xs [overflow-wrap:anywhere]">
        <span className="font-semibold">{tool.name}</span>
        <span className="text-muted">({toolSignature(tool.parameters)})</span>
      </code>
      {tool.description && (
        <span className="mt-0.5 line-clamp-2 text-muted text-xs">
          <VisibleText text={tool.description.split("\n")[0] ?? ""} />
        </span>
      )}
    </button>
  );
}
