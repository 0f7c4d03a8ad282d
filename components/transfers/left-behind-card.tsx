import { VisibleText } from "@/components/patterns/visible-text";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import type { OmissionGroups } from "@/lib/client/import-words";
import { ScrollList } from "./scroll-list";

/** What of the zip does not arrive, and what gets another name. */
export function LeftBehindCard({ groups: { renamed, dropped } }: { groups: OmissionGroups }) {
  const all = [...renamed, ...dropped];
  if (all.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="What does not arrive as it was"
        description={all.length === 1 ? "1 thing" : `${all.length} things`}
      />
      <ScrollList label="What does not arrive as it was">
        {all.map(({ code, path, message }) => (
          <li key={`${code} ${path}`} className="px-4 py-2 text-sm [overflow-wrap:anywhere]">
            <p className="text-fg">
              <VisibleText text={message} />
            </p>
            <Code className="text-muted">
              <VisibleText text={path} />
            </Code>
          </li>
        ))}
      </ScrollList>
    </Card>
  );
}
