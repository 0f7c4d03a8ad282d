import { BookText, Braces, Plug, Wrench } from "lucide-react";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

const icons = { skills: BookText, tools: Wrench, "mcp-servers": Plug, schemas: Braces } as const;

/** The mark of a kind of resource. */
export function ResourceIcon({ kind }: { kind: ResourceKindName }) {
  const Icon = icons[kind];
  return <Icon aria-hidden />;
}
