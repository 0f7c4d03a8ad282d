import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import type { AssembledContext } from "@/lib/client/agent-plugin-queries";

type Tool = AssembledContext["tools"][number];

function sourceWords({ provider }: Tool): string {
  if (provider === "workspace") return "Attached";
  return provider === "mcp" ? "MCP server" : `Plugin ${provider}`;
}

/** The tools that an agent may use, with where each comes from. */
export function ContextTools({ tools }: { tools: readonly Tool[] }) {
  return (
    <Card>
      <CardHeader title="Tools" description="What is attached, what plugins bring, and MCP servers" />
      {tools.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted text-sm">This agent has no tools.</p>
      ) : (
        <ul aria-label="Tools" className="divide-y divide-line">
          {tools.map((tool) => (
            <li key={tool.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="text-fg text-sm [overflow-wrap:anywhere]">
                  <VisibleText text={tool.name} />
                </p>
                {tool.description && (
                  <p className="line-clamp-2 text-muted text-xs">
                    <VisibleText text={tool.description} />
                  </p>
                )}
              </div>
              <Badge>{sourceWords(tool)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
