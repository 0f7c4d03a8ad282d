"use client";
import { useQuery } from "@tanstack/react-query";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { contentQueries } from "@/lib/client/package-queries";

/** The README of a package or plugin; Markdown without HTML and pictures, anything else as plain text. */
export function PackageReadme({ place, path }: { place: string; path: string }) {
  const query = useQuery(contentQueries.file(place, path));
  const markdown = /\.(md|markdown)$/i.test(path);
  return (
    <Card>
      <CardHeader title={path} />
      <CardBody>
        <QueryView query={query} what={path}>
          {({ text }) =>
            markdown ? (
              <MarkdownView text={text ?? ""} />
            ) : (
              <pre className="whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">{text}</pre>
            )
          }
        </QueryView>
      </CardBody>
    </Card>
  );
}
