import { type Fact, FactList } from "@/components/agents/fact-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { Doing } from "@/lib/client/agent-doing";
import { isolationWords } from "@/lib/client/isolation-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type RunCardProps = { agent: AgentDetail; doing: Doing };

/** How an agent runs: its state with reason and time and where it runs. */
export function RunCard({ agent, doing }: RunCardProps) {
  return (
    <Card>
      <CardHeader title="Run" />
      <CardBody>
        <FactList facts={runFacts(agent, doing)} />
      </CardBody>
    </Card>
  );
}

const tokens = new Intl.NumberFormat("en");

function contextWords(used: number, max: number): string {
  return `${tokens.format(used)} of ${tokens.format(max)} tokens (${Math.round((used / max) * 100)} %)`;
}

function runFacts(agent: AgentDetail, { state }: Doing): Fact[] {
  const { runtime } = agent;
  const facts: Fact[] = [{ label: "State", value: <RunBadge status={state} /> }];
  if (!runtime) return facts;
  const running = runtime.observedState === "running";
  if (running && agent.startedAt) facts.push({ label: "Since", value: <Time value={agent.startedAt} /> });
  if (runtime.observedState === "exited" && runtime.observedAt) {
    facts.push({ label: "Ended", value: <Time value={runtime.observedAt} /> });
  }
  if (runtime.exitCode !== null && !running) facts.push({ label: "Exit code", value: String(runtime.exitCode) });
  if (agent.isolation) facts.push({ label: "Isolation", value: isolationWords[agent.isolation] ?? agent.isolation });
  if (runtime.containerId) facts.push({ label: "Container", value: <Code>{runtime.containerId.slice(0, 12)}</Code> });
  if (runtime.imageVersion) facts.push({ label: "Image", value: runtime.imageVersion });
  if (running && runtime.contextMax > 0) {
    facts.push({ label: "Context", value: contextWords(runtime.contextUsed, runtime.contextMax) });
  }
  if (runtime.restarts > 0) facts.push({ label: "Restarts", value: String(runtime.restarts) });
  return facts;
}
