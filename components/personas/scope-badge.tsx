import { Building2, Globe } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { PersonaItem } from "@/lib/contracts/plugins/wire/personas";

/** Whether a persona is everybody's or this workspace's. */
export function ScopeBadge({ scope }: Pick<PersonaItem, "scope">) {
  return scope === "global" ? (
    <Badge tone="accent" icon={<Globe aria-hidden />}>
      Global
    </Badge>
  ) : (
    <Badge icon={<Building2 aria-hidden />}>Workspace</Badge>
  );
}
