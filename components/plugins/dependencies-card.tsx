import { CircleCheck, CircleX } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import type { PluginDetail } from "@/lib/client/plugin-queries";

/** What a plugin needs, and whether the marketplace can satisfy it. */
export function DependenciesCard({ dependencies }: { dependencies: PluginDetail["dependencies"] }) {
  return (
    <Card>
      <CardHeader title="Needs" description={dependencies.length > 0 && "Enabled along with it."} />
      <CardBody>
        {dependencies.length === 0 ? (
          <p className="text-muted text-sm">No other plugin.</p>
        ) : (
          <ul className="flex flex-col gap-2 text-sm">
            {dependencies.map(({ slug, range, satisfied }) => (
              <li key={slug} className="flex flex-wrap items-center gap-2">
                <Code>{slug}</Code>
                <span className="text-muted">{range === "*" ? "any version" : range}</span>
                <Badge
                  className="ml-auto"
                  tone={satisfied ? "success" : "danger"}
                  icon={satisfied ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
                >
                  {satisfied ? "Available" : "Not available"}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
