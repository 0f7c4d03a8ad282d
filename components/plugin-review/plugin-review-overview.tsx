"use client";
import { useQuery } from "@tanstack/react-query";
import { FactList } from "@/components/agents/fact-list";
import { ChangesSummary } from "@/components/packages/changes-summary";
import { PackageReadme } from "@/components/packages/package-readme";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { DependenciesCard } from "@/components/plugins/dependencies-card";
import { VerdictBadge } from "@/components/plugins/plugin-badges";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FindingCounts } from "@/components/ui/status-badge";
import { findReadme } from "@/lib/client/find-readme";
import type { PluginReviewTab } from "@/lib/client/plugin-address";
import { type PluginDetail, pluginQueries } from "@/lib/client/plugin-queries";
import { contentWords } from "@/lib/client/plugin-words";
import type { ReviewedPlugin } from "./plugin-review-room";
import { pluginSource } from "./plugin-source";

type PluginReviewOverviewProps = ReviewedPlugin & {
  onOpen: (path: string, line: number | null, show?: "file" | "diff") => void;
  onTab: (tab: PluginReviewTab) => void;
};

/** What a reviewer wants to know first: the verdict, the changes, what it says of itself, and what it needs. */
export function PluginReviewOverview({ history, version, onOpen, onTab }: PluginReviewOverviewProps) {
  const source = pluginSource({ history, version });
  const { data: files } = useQuery(pluginQueries.files(history.id, version.version));
  const readme = files ? findReadme(files) : null;
  // Version details are kept of what waits and of what serves; older ones are read by their files.
  const described = version.status === "pending" || version.status === "approved";
  const detail = useQuery({ ...pluginQueries.detail(history.id, version.status === "pending"), enabled: described });
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Verdict version={version} onTab={onTab} />
        <ChangesSummary source={source} onOpen={(path) => onOpen(path, null, "diff")} />
        {readme && <PackageReadme place={source.place} path={readme} />}
      </div>
      {described && (
        <div className="flex min-w-0 flex-col gap-4">
          <QueryView query={detail} what="the manifest">
            {(plugin) => (
              <>
                <Manifest plugin={plugin} />
                <DependenciesCard dependencies={plugin.dependencies} />
              </>
            )}
          </QueryView>
        </div>
      )}
    </div>
  );
}

const advice = {
  safe: "The scan raised no concern; read the files all the same.",
  review_required: "Read the findings before you decide.",
  blocked: "At least one finding is critical.",
  pending: "The scan has not ended yet.",
} as const;

function Verdict({ version, onTab }: Pick<PluginReviewOverviewProps, "version" | "onTab">) {
  const { verdict, riskScore, findings, scan } = version;
  const found = Object.values(findings).some((count) => count > 0);
  return (
    <Card>
      <CardHeader
        title="Security scan"
        description={advice[verdict ?? "pending"]}
        actions={
          found && (
            <Button size="sm" onClick={() => onTab("findings")}>
              Show findings
            </Button>
          )
        }
      />
      <CardBody className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <VerdictBadge verdict={verdict} />
        {scan !== "pending" && <FindingCounts counts={findings} />}
        {riskScore !== null && <span className="text-muted tabular-nums">Risk {riskScore} of 100</span>}
      </CardBody>
    </Card>
  );
}

function Manifest({ plugin }: { plugin: PluginDetail }) {
  const facts = [
    { label: "Description", value: plugin.description ? <VisibleText text={plugin.description} /> : "–" },
    { label: "Contents", value: contentWords(plugin) },
    { label: "Prompt", value: `About ${plugin.token_estimate.toLocaleString("en")} tokens` },
    { label: "Category", value: plugin.category_name ?? "–" },
    { label: "Tags", value: plugin.tags.join(", ") || "–" },
    { label: "Author", value: plugin.original_author ? <VisibleText text={plugin.original_author} /> : "–" },
    { label: "Licence", value: plugin.license ? <VisibleText text={plugin.license} /> : "–" },
  ];
  return (
    <Card>
      <CardHeader title="Manifest" />
      <CardBody>
        <FactList facts={facts} />
      </CardBody>
    </Card>
  );
}
