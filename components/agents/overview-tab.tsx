"use client";
import { VisibleText } from "@/components/patterns/visible-text";
import { PersonaCard } from "@/components/personas/persona-card";
import { InstructionsCard } from "@/components/releases/instructions-card";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import { Time } from "@/components/ui/time";
import type { AgentTab } from "@/lib/client/agent-address";
import { isolationWords } from "@/lib/client/isolation-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { AgentTools, LoadReport } from "@/lib/contracts/console/wire/runtime";
import { type Fact, FactList } from "./fact-list";
import { useBackground } from "./use-background";

type OverviewTabProps = {
  agentRef: string;
  agent: AgentDetail;
  tools: AgentTools | undefined;
  onTab: (tab: AgentTab) => void;
};

/** What an agent is: what it was told, what it can do, where it runs. */
export default function OverviewTab({ agentRef, agent, tools, onTab }: OverviewTabProps) {
  const report = tools?.report ?? null;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {report ? (
          <Abilities report={report} onTools={() => onTab("tools")} />
        ) : (
          <NotLoadedCard agent={agent} onTab={onTab} />
        )}
        {report && <Instructions text={report.agent.instructions} />}
        {agent.workspaceId !== null && <PersonaCard agent={agent} />}
        {agent.newestPackage === null && agent.workspaceId !== null && <InstructionsCard agent={agent} />}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card>
          <CardHeader title="Runs" />
          <CardBody>
            <FactList facts={runFacts(agent, tools)} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="About" />
          <CardBody>
            <FactList facts={aboutFacts(agent)} />
          </CardBody>
        </Card>
        {agent.may.includes("toggleBackground") && <Background agentRef={agentRef} agent={agent} />}
      </div>
    </div>
  );
}

function Abilities({ report, onTools }: { report: LoadReport; onTools: () => void }) {
  return (
    <Card>
      <CardHeader
        title="Tools"
        description={report.tools.length === 0 ? undefined : "What the agent can do. Each can be called by hand."}
        actions={
          report.tools.length > 0 && (
            <Button size="sm" onClick={onTools}>
              Call a tool
            </Button>
          )
        }
      />
      <CardBody>
        {report.tools.length === 0 && <p className="text-muted text-sm">The package defines no tools.</p>}
        <ul className="flex flex-col gap-2">
          {report.tools.map((tool) => (
            <li key={tool.name} className="text-sm">
              <code className="font-medium font-mono text-fg text-xs">{tool.name}</code>
              {tool.description && (
                <span className="text-muted">
                  {" – "}
                  <VisibleText text={tool.description.split("\n")[0] ?? ""} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function Instructions({ text }: { text: string }) {
  return (
    <Card>
      <CardHeader title="Instructions" description="What the package tells the agent." />
      <CardBody className="max-h-96 overflow-auto whitespace-pre-wrap text-fg text-sm [overflow-wrap:anywhere]">
        {text.trim() ? <VisibleText text={text} /> : <span className="text-muted">None.</span>}
      </CardBody>
    </Card>
  );
}

function NotLoadedCard({ agent, onTab }: Pick<OverviewTabProps, "agent" | "onTab">) {
  if (agent.hosting === "container") {
    return (
      <Card>
        <CardHeader
          title="A workspace of its own"
          actions={
            <Button size="sm" onClick={() => onTab("runtime")}>
              Open the runtime
            </Button>
          }
        />
        <CardBody className="text-muted text-sm">
          This agent runs apart from the others. Its state, what it uses and its log are in Runtime.
        </CardBody>
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader title="Nothing is loaded" />
      <CardBody className="text-muted text-sm">
        When a version is loaded, its tools and instructions are shown here.
      </CardBody>
    </Card>
  );
}

function runFacts(agent: AgentDetail, tools: AgentTools | undefined): Fact[] {
  const { runtime } = agent;
  const report = tools?.report;
  const isolation = tools?.isolation ?? agent.isolation;
  const loaded = tools?.state === "loaded" ? tools.version : null;
  if (agent.hosting === "container") {
    const running = runtime?.observedState === "running";
    return [
      { label: "State", value: agent.runState },
      ...(running && agent.startedAt ? [{ label: "Since", value: <Time value={agent.startedAt} /> }] : []),
      ...(isolation ? [{ label: "Isolation", value: isolationWords[isolation] ?? isolation }] : []),
    ];
  }
  return [
    { label: "Version", value: loaded ?? <span className="text-muted">none</span> },
    ...(agent.startedAt && loaded ? [{ label: "Since", value: <Time value={agent.startedAt} /> }] : []),
    ...(isolation ? [{ label: "Isolation", value: isolationWords[isolation] ?? isolation }] : []),
    ...(report ? [{ label: "Python", value: report.python }] : []),
    ...(report && report.mcp_servers.length > 0
      ? [{ label: "MCP servers", value: String(report.mcp_servers.length) }]
      : []),
    ...(report?.memory ? [{ label: "Memory", value: "configured" }] : []),
    ...(runtime && runtime.restarts > 0
      ? [{ label: "Restarts", value: `${runtime.restarts} since it was loaded` }]
      : []),
  ];
}

function aboutFacts(agent: AgentDetail): Fact[] {
  return [
    { label: "Owner", value: agent.owner?.name ?? <span className="text-muted">nobody</span> },
    ...(agent.hosting === "integrated"
      ? [{ label: "Newest version", value: agent.newestPackage?.version ?? <span className="text-muted">none</span> }]
      : []),
    { label: "Hosting", value: agent.hosting === "integrated" ? "inside Muster" : "a workspace of its own" },
    { label: "Created", value: <Time value={agent.createdAt} /> },
    { label: "Updated", value: <Time value={agent.updatedAt} /> },
    ...(agent.tags.length > 0 ? [{ label: "Tags", value: <Tags tags={agent.tags} /> }] : []),
    ...(agent.may.includes("toggleBackground")
      ? []
      : [{ label: "Background runs", value: agent.supportsBackground ? "allowed" : "not allowed" }]),
  ];
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}

function Background({ agentRef, agent }: { agentRef: string; agent: AgentDetail }) {
  const { allowed, busy, set } = useBackground(agentRef, agent);
  return (
    <Card>
      <CardBody>
        <Switch
          label="Background runs"
          hint="Schedules and other agents may start it while nobody watches."
          checked={allowed}
          disabled={busy}
          onChange={(event) => set(event.target.checked)}
        />
      </CardBody>
    </Card>
  );
}
