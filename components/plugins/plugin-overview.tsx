"use client";
import { useQuery } from "@tanstack/react-query";
import { FactList } from "@/components/agents/fact-list";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import { readmeOf } from "@/lib/client/plugin-parts";
import { type PluginDetail, pluginQueries } from "@/lib/client/plugin-queries";
import { contentWords } from "@/lib/client/plugin-words";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";
import { DependenciesCard } from "./dependencies-card";
import { PluginTags } from "./plugin-tags";

type PluginOverviewProps = { plugin: PluginDetail; history: PluginHistoryResource };

/** What a plugin says of itself, what it needs, and the facts about it. */
export function PluginOverview({ plugin, history }: PluginOverviewProps) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Description plugin={plugin} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card>
          <CardHeader title="About" />
          <CardBody>
            <About plugin={plugin} history={history} />
          </CardBody>
        </Card>
        <DependenciesCard dependencies={plugin.dependencies} />
      </div>
    </div>
  );
}

function Description({ plugin }: { plugin: PluginDetail }) {
  const pending = plugin.approval_status === "pending";
  const query = useQuery(pluginQueries.content(plugin.id, pending, plugin.sha256));
  return (
    <Card>
      <CardHeader title="Description" description={plugin.description && <VisibleText text={plugin.description} />} />
      <CardBody>
        <QueryView query={query} what="the description">
          {({ files }) => {
            const text = plugin.long_description || readmeOf(files);
            if (text) return <MarkdownView text={text} />;
            return (
              <p className="text-muted text-sm">Its author wrote nothing more. See what it holds under Contents.</p>
            );
          }}
        </QueryView>
      </CardBody>
    </Card>
  );
}

function About({ plugin, history }: PluginOverviewProps) {
  const version = history.versions.find((one) => one.version === plugin.version);
  const facts = [
    { label: "Version", value: plugin.version },
    { label: "Contents", value: contentWords(plugin) },
    { label: "Prompt", value: `About ${plugin.token_estimate.toLocaleString("en")} tokens` },
    { label: "Category", value: plugin.category_name ?? "–" },
    { label: "Tags", value: plugin.tags.length > 0 ? <PluginTags tags={plugin.tags} /> : "–" },
    { label: "Author", value: plugin.original_author ? <VisibleText text={plugin.original_author} /> : "–" },
    { label: "Licence", value: plugin.license ? <VisibleText text={plugin.license} /> : "–" },
    { label: "Models", value: plugin.recommended_models.length > 0 ? plugin.recommended_models.join(", ") : "Any" },
    ...(version?.reviewedAt
      ? [
          {
            label: "Approved",
            value: (
              <>
                <Time value={version.reviewedAt} />
                {version.reviewedBy && ` by ${version.reviewedBy}`}
              </>
            ),
          },
        ]
      : []),
    { label: "SHA-256", value: <Sha256 value={plugin.sha256} /> },
  ];
  return <FactList facts={facts} />;
}

function Sha256({ value }: { value: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <code title={value} className="font-mono text-xs">
        {value.slice(0, 12)}…
      </code>
      <CopyButton value={value} what="SHA-256" className="-my-1" />
    </span>
  );
}
