"use client";
import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { CodeView } from "@/components/patterns/code-view";
import { EmptyState } from "@/components/patterns/empty-state";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { usePluginAddress } from "@/lib/client/plugin-address";
import { type PluginPart, partKinds, partsOf, withoutFrontMatter } from "@/lib/client/plugin-parts";
import { type PluginDetail, pluginQueries } from "@/lib/client/plugin-queries";

type Files = Readonly<Record<string, string>>;

/** The skills, commands, agents and hooks of a plugin: a list beside the one that is read. */
export function PluginContents({ plugin }: { plugin: PluginDetail }) {
  const query = useQuery(pluginQueries.content(plugin.id, plugin.approval_status === "pending", plugin.sha256));
  return (
    <QueryView query={query} what="the contents">
      {({ files, truncated }) => (
        <>
          {truncated && (
            <Alert tone="warning" title="Some files are left out" className="mb-3">
              Together the texts of this plugin are larger than 5 MB.
            </Alert>
          )}
          <Parts files={files} />
        </>
      )}
    </QueryView>
  );
}

function Parts({ files }: { files: Files }) {
  const [{ part: wanted }, setAddress] = usePluginAddress();
  const parts = partsOf(Object.keys(files));
  const shown = parts.find(({ path }) => path === wanted) ?? parts[0];
  if (!shown) {
    return (
      <EmptyState icon={<FileText />} title="It holds no skills, commands, agents or hooks">
        Such a plugin serves to bring others along.
      </EmptyState>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <nav aria-label="Contents" className="flex flex-col gap-3">
        {Object.entries(partKinds).map(([kind, title]) => (
          <PartGroup
            key={kind}
            title={title}
            parts={parts.filter((part) => part.kind === kind)}
            shown={shown}
            onShow={(path) => void setAddress({ part: path })}
          />
        ))}
      </nav>
      <PartView part={shown} text={files[shown.path] ?? ""} />
    </div>
  );
}

type PartGroupProps = {
  title: string;
  parts: readonly PluginPart[];
  shown: PluginPart;
  onShow: (path: string) => void;
};

function PartGroup({ title, parts, shown, onShow }: PartGroupProps) {
  if (parts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 px-2 font-medium text-muted text-xs">
        {title} <span className="tabular-nums">({parts.length})</span>
      </h3>
      <ul>
        {parts.map(({ path, name, kind }) => (
          <li key={path}>
            <button
              type="button"
              aria-current={path === shown.path || undefined}
              onClick={() => onShow(path)}
              className={cn(
                "w-full truncate rounded-md px-2 py-1 text-left text-sm hover:bg-hover",
                path === shown.path ? "bg-active font-medium text-fg" : "text-muted",
              )}
            >
              <VisibleText text={kind === "commands" ? `/${name}` : name} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PartView({ part, text }: { part: PluginPart; text: string }) {
  return (
    <Card className="min-w-0">
      <CardHeader
        title={<VisibleText text={part.name} />}
        description={<span className="font-mono">{part.path}</span>}
      />
      {part.kind === "hooks" ? (
        <CodeView text={text} path={part.path} language="json" />
      ) : (
        <CardBody>
          <MarkdownView text={withoutFrontMatter(text)} />
        </CardBody>
      )}
    </Card>
  );
}
