import { Card, CardBody } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import type { AssembledContext } from "@/lib/client/agent-plugin-queries";
import { consolePaths } from "@/lib/client/console-paths";
import { shareOf, tokens } from "@/lib/client/context-words";
import { windowOf } from "@/lib/domain/runs/rules";

const personas = { global: "global", workspace: "of this workspace", custom: "own text of this agent" } as const;

function personaWords({ persona }: AssembledContext): string {
  if (persona.source === null) return "None";
  if (persona.source === "custom") return `Custom, ${personas.custom}`;
  return `${persona.name}, ${personas[persona.source]}`;
}

/** It is chosen on the overview. */
function Persona({ agentId, context }: { agentId: string; context: AssembledContext }) {
  return <TextLink href={consolePaths.agent(agentId)}>{personaWords(context)}</TextLink>;
}

/** How large the prompt is for its model, and the settings beside it. */
export function ContextFacts({ agentId, context }: { agentId: string; context: AssembledContext }) {
  const { model, temperature, token_estimate: count, plugins_loaded: plugins } = context;
  const window = windowOf(model);
  const facts = [
    ["Model", model],
    ["Temperature", String(temperature)],
    ["Persona", <Persona key="persona" agentId={agentId} context={context} />],
    ["Plugins", plugins.length === 0 ? "None" : plugins.join(", ")],
  ] as const;
  return (
    <Card>
      <CardBody className="flex flex-col gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p className="text-fg text-sm">
            <span className="font-semibold text-lg tabular-nums">{tokens(count)}</span>, estimated
          </p>
          <p className="text-muted text-xs">
            {shareOf(count, window)} of a window of {tokens(window)}
          </p>
        </div>
        <Progress label="Share of the model's window" value={Math.min(1, count / window)} />
        <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-4">
          {facts.map(([name, value]) => (
            <div key={name} className="min-w-0">
              <dt className="text-muted text-xs">{name}</dt>
              <dd className="text-fg [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
