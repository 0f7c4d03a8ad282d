"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Code } from "@/components/ui/code";
import { onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { usePluginAddress } from "@/lib/client/plugin-address";
import { type PluginDetail, pluginQueries } from "@/lib/client/plugin-queries";
import { enabledInWords } from "@/lib/client/plugin-words";
import { threadOf } from "@/lib/client/review-talk";
import { type Reviewable, reviewableVersion } from "@/lib/client/reviewable";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";
import { PluginActions } from "./plugin-actions";
import { EnabledBadge, HiddenBadge, VerdictBadge } from "./plugin-badges";
import { PluginBanners } from "./plugin-banners";
import { PluginOverview } from "./plugin-overview";

const Conversation = onDemand(
  async () => ({ default: (await import("@/components/review/conversation")).Conversation }),
  "early",
);
const PluginContents = onDemand(async () => ({ default: (await import("./plugin-contents")).PluginContents }), "early");
const VersionList = onDemand(async () => ({ default: (await import("./version-list")).VersionList }), "early");

/** The version that is shown: the one that serves, else the one that waits, as far as this person may read it. */
function useShownVersion({ versions, active }: PluginHistoryResource) {
  const { me } = useConsoleSession();
  const serving = versions.find(({ status }) => status === "approved");
  if (serving && (active || me.instanceAdmin)) return { version: serving, pending: false };
  const waiting = versions.find(({ status }) => status === "pending");
  return waiting ? { version: waiting, pending: true } : null;
}

/** The review of the version that waits, else of the newest; null for those who do not see it. */
function useNewestReview(history: PluginHistoryResource): Reviewable | null {
  const { me } = useConsoleSession();
  const version = history.versions.find(({ status }) => status === "pending") ?? history.versions[0];
  if (!version || !(me.instanceAdmin || history.uploadedBySelf)) return null;
  return reviewableVersion(history, version, me.instanceAdmin);
}

/** A plugin: what it is and holds, its versions, and what can be done with it. */
export function PluginRoom({ history }: { history: PluginHistoryResource }) {
  const [{ tab }, setAddress] = usePluginAddress();
  const { workspace } = useConsoleSession();
  const shown = useShownVersion(history);
  const detail = useQuery({ ...pluginQueries.detail(history.id, shown?.pending), enabled: shown !== null });
  const enabled = useQuery({ ...pluginQueries.enabled(workspace?.id ?? ""), enabled: workspace !== null });
  const here = enabled.data?.items.some(({ plugin_id }) => plugin_id === history.id) ?? null;
  const review = useNewestReview(history);
  const thread = useQuery({ ...threadOf(review ?? { kind: "plugin", place: "" }), enabled: review !== null });
  const parts = detail.data ? partCount(detail.data) : undefined;
  const items = [
    ...(shown ? [{ id: "overview" as const, label: "Overview" }] : []),
    ...(shown ? [{ id: "contents" as const, label: "Contents", count: parts }] : []),
    { id: "versions" as const, label: "Versions", count: history.versions.length },
    ...(review ? [{ id: "conversation" as const, label: "Conversation", count: thread.data?.length }] : []),
  ];
  const value = items.some(({ id }) => id === tab) ? tab : "versions";
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Plugins", href: consolePaths.plugins }, { label: history.name }]}
        title={shown?.version.name ?? history.name}
        badges={
          <>
            {shown && <VerdictBadge verdict={shown.version.verdict} />}
            {here && <EnabledBadge />}
            {!history.active && <HiddenBadge />}
          </>
        }
        description={<Facts history={history} version={shown?.version.version} />}
        actions={<PluginActions history={history} enabledHere={here} />}
      />
      <PluginBanners history={history} missing={enabled.data?.items.find((one) => one.plugin_id === history.id)} />
      <Tabs label="Parts of the plugin" items={items} value={value} onChange={(next) => void setAddress({ tab: next })}>
        <Suspense fallback={<SkeletonLines className="py-4" />}>
          {value === "versions" && <VersionList history={history} />}
          {value === "conversation" && review && <Conversation review={review} onOpen={null} />}
          {(value === "overview" || value === "contents") && (
            <QueryView query={detail} what="the plugin">
              {(plugin) =>
                value === "overview" ? (
                  <PluginOverview plugin={plugin} history={history} />
                ) : (
                  <PluginContents plugin={plugin} />
                )
              }
            </QueryView>
          )}
        </Suspense>
      </Tabs>
    </>
  );
}

function partCount({ skills_count, commands_count, agents_count, hooks_count }: PluginDetail): number {
  return skills_count + commands_count + agents_count + hooks_count;
}

function Facts({ history, version }: { history: PluginHistoryResource; version?: string }) {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li>
        <Code>{history.slug}</Code>
      </li>
      {version && <li>Version {version}</li>}
      <li>{history.enableCount === 0 ? "Enabled nowhere yet" : `Enabled in ${enabledInWords(history.enableCount)}`}</li>
    </ul>
  );
}
