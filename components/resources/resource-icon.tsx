import { BookText, Braces, Database, Plug, Table2, Wrench } from "lucide-react";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

const icons = {
  skills: BookText,
  tools: Wrench,
  "mcp-servers": Plug,
  "semantic-data-models": Table2,
  "data-connections": Database,
  schemas: Braces,
} as const;

/** The mark of a kind of resource. */
export function ResourceIcon({ kind }: { kind: ResourceKindName }) {
  const Icon = icons[kind];
  return <Icon aria-hidden />;
}
