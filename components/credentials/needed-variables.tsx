import { CircleAlert, CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { CredentialStatus } from "@/lib/client/credential-queries";

/** The variables that the agent's template asks for: which are set, and what is amiss without the others. */
export function NeededVariables({ needed }: { needed: NonNullable<CredentialStatus["needed"]> }) {
  const missing = needed.filter(({ set }) => !set).length;
  return (
    <Card>
      <CardHeader title="What its template asks for" description={summary(needed.length, missing)} />
      <CardBody className="py-2">
        <ul className="divide-y divide-line">
          {needed.map(({ name, set, servers }) => (
            <li key={name} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <code className="font-mono text-fg text-xs [overflow-wrap:anywhere]">{name}</code>
                {servers.length > 0 && <p className="text-muted text-xs">For the MCP server {servers.join(", ")}</p>}
              </div>
              {set ? (
                <Badge tone="success" icon={<CircleCheck />}>
                  Set
                </Badge>
              ) : (
                <Badge tone="warning" icon={<CircleAlert />}>
                  Missing
                </Badge>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function summary(count: number, missing: number): string {
  if (missing === 0) return count === 1 ? "Its one variable is set." : `All ${count} variables are set.`;
  const some = missing === 1 ? "1 variable is missing: write it" : `${missing} variables are missing: write them`;
  return `${some} into .env. An MCP server without its variables is left out at the start.`;
}
