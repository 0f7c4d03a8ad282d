import { Plug2 } from "lucide-react";
import { VisibleText } from "@/components/patterns/visible-text";
import { ResourceIcon } from "@/components/resources/resource-icon";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { resourceWords } from "@/lib/client/resource-words";
import type { ImportPreview } from "@/lib/contracts/releases/wire/transfers";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { ScrollList } from "./scroll-list";

type Kind = Exclude<ResourceKindName, "schemas"> | "plugins";
const kinds = [
  ["mcp_servers", "mcp-servers"],
  ["semantic_data_models", "semantic-data-models"],
  ["data_connections", "data-connections"],
  ["skills", "skills"],
  ["tools", "tools"],
  ["plugins", "plugins"],
] as const satisfies readonly (readonly [keyof ImportPreview, Kind])[];

/** Which resources the import makes, and which it finds in the workspace and uses. */
export function ArrivalCard({ preview }: { preview: ImportPreview }) {
  const arrivals = kinds.flatMap(([field, kind]) => preview[field].map((one) => ({ kind, ...one })));
  if (arrivals.length === 0) return null;
  const made = arrivals.filter(({ action }) => action === "create").length;
  return (
    <Card>
      <CardHeader
        title="What comes with it"
        description={`${made} to be created, ${arrivals.length - made} already here and used as they are`}
      />
      <ScrollList label="What comes with it">
        {arrivals.map(({ kind, name, action }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two may have one name
          <li key={index} className="flex items-center gap-3 px-4 py-2 text-sm">
            <span className="shrink-0 text-muted [&_svg]:size-4">
              {kind === "plugins" ? <Plug2 aria-hidden /> : <ResourceIcon kind={kind} />}
            </span>
            <span className="min-w-0 flex-1 text-fg [overflow-wrap:anywhere]">
              <VisibleText text={name} />
              <span className="block text-muted text-xs first-letter:uppercase">
                {kind === "plugins" ? "plugin" : resourceWords[kind].one}
              </span>
            </span>
            {action === "create" ? <Badge tone="accent">New</Badge> : <Badge>Already here</Badge>}
          </li>
        ))}
      </ScrollList>
    </Card>
  );
}
