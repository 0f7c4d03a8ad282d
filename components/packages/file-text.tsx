"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { CodeView } from "@/components/patterns/code-view";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { FileSize } from "@/components/ui/file-size";
import { SkeletonLines } from "@/components/ui/skeleton";
import { contentQueries, type ShownFile } from "@/lib/client/package-queries";
import type { ShownFinding } from "./file-source";

type FileTextProps = {
  place: string;
  findings: readonly ShownFinding[];
  path: string;
  line: number | null;
  onLine: (line: number) => void;
  renderBelow?: (line: number) => ReactNode;
};

const waiting = <SkeletonLines lines={12} className="p-4" />;

/** The text of one file with syntax colours and the findings on their lines. */
export function FileText(props: FileTextProps) {
  const query = useQuery(contentQueries.file(props.place, props.path));
  return (
    <QueryView query={query} what={props.path} skeleton={waiting}>
      {(content) => <Content content={content} {...props} />}
    </QueryView>
  );
}

function Content({ content, findings, path, line, onLine, renderBelow }: FileTextProps & { content: ShownFile }) {
  const own = useMemo(() => findings.filter((finding) => finding.path === path), [findings, path]);
  const marks = useMemo(
    () => own.flatMap(({ line: at, rule, ...finding }) => (at === null ? [] : [{ ...finding, line: at, code: rule }])),
    [own],
  );
  return (
    <>
      <WholeFileFindings findings={own.filter((finding) => finding.line === null)} />
      {content.truncated && (
        <Alert tone="warning" title="Only the beginning is shown" className="m-3">
          This file has <FileSize bytes={content.size} />. Download the package to read all of it.
        </Alert>
      )}
      <Text content={content}>
        {(text) => (
          <CodeView
            text={text}
            path={path}
            language={content.language}
            findings={marks}
            selectedLine={line}
            onSelectLine={onLine}
            renderBelow={renderBelow}
          />
        )}
      </Text>
    </>
  );
}

function Text({ content, children }: { content: ShownFile; children: (text: string) => ReactNode }) {
  if (content.text === null) {
    return (
      <p className="px-4 py-8 text-center text-muted text-sm">
        {content.binary ? "Binary file" : "No text"}: <FileSize bytes={content.size} />, SHA-256{" "}
        <code className="font-mono text-xs [overflow-wrap:anywhere]">{content.sha256}</code>
      </p>
    );
  }
  if (content.text === "") return <p className="px-4 py-8 text-center text-muted text-sm">This file is empty.</p>;
  return children(content.text);
}

const alertTones = { critical: "danger", high: "danger", medium: "warning", low: "info", info: "info" } as const;

function WholeFileFindings({ findings }: { findings: readonly ShownFinding[] }) {
  return findings.map((finding) => (
    <Alert key={finding.id} tone={alertTones[finding.severity]} title={finding.message} className="m-3">
      <code className="font-mono text-muted text-xs">{finding.rule}</code>
    </Alert>
  ));
}
