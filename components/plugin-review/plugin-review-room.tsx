"use client";
import { useCallback, useState } from "react";
import { useQueuePlace } from "@/components/review/queue-steps";
import { Tabs } from "@/components/ui/tabs";
import { useConsoleSession } from "@/lib/client/console-session";
import { type PluginReviewTab, usePluginReviewAddress } from "@/lib/client/plugin-address";
import { useFileOpening } from "@/lib/client/review-address";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";
import { ApproveDialog, RejectDialog } from "./decide-dialogs";
import { PluginFilesTab, PluginFindingsTab } from "./plugin-files";
import { PluginReviewBanners } from "./plugin-review-banners";
import { PluginReviewHeader } from "./plugin-review-header";
import { PluginReviewOverview } from "./plugin-review-overview";
import { PluginTimeline } from "./plugin-timeline";

export type ReviewedPlugin = { history: PluginHistoryResource; version: PluginVersionResource };
type Asking = { approve: boolean; sha256: string } | null;

const sum = ({ critical, high, medium, low }: PluginVersionResource["findings"]) => critical + high + medium + low;

/** One version of a plugin: what it is, its files and findings, what happened, and the decision. */
export function PluginReviewRoom({ history, version }: ReviewedPlugin) {
  const { me } = useConsoleSession();
  const [address, setAddress] = usePluginReviewAddress();
  const [asking, setAsking] = useState<Asking>(null);
  const place = useQueuePlace({ id: history.id, queuedAt: history.waitingSince ?? version.submittedAt });
  const mayDecide = me.instanceAdmin && version.status === "pending" && version.scan !== "pending";
  const ask = (approve: boolean) => mayDecide && setAsking({ approve, sha256: version.sha256 });
  const showTab = useCallback((tab: PluginReviewTab) => void setAddress({ tab }, { history: "push" }), [setAddress]);
  const { select, open } = useFileOpening(setAddress);
  useHotkeys(
    {
      j: () => place.nextLink.current?.click(),
      k: () => place.previousLink.current?.click(),
      a: () => ask(true),
      d: () => ask(false),
      f: () => showTab("findings"),
      ...(address.tab === "files" ? {} : { "[": () => showTab("files"), "]": () => showTab("files") }),
    },
    me.shortcuts,
  );
  const shown = { history, version };
  const dialog = {
    ...shown,
    onOpenChange: (wanted: boolean) => !wanted && setAsking(null),
    onNext: place.next ? () => place.nextLink.current?.click() : undefined,
  };
  return (
    <>
      <PluginReviewHeader {...shown} place={place} onDecide={mayDecide ? ask : null} />
      <PluginReviewBanners {...shown} />
      <Tabs label="Parts of the plugin" items={tabItems(shown)} value={address.tab} onChange={showTab}>
        {address.tab === "overview" && <PluginReviewOverview {...shown} onOpen={open} onTab={showTab} />}
        {address.tab === "files" && (
          <PluginFilesTab {...shown} address={address} shortcuts={me.shortcuts} onSelect={select} />
        )}
        {address.tab === "findings" && <PluginFindingsTab {...shown} onOpen={open} />}
        {address.tab === "history" && <PluginTimeline history={history} />}
      </Tabs>
      <ApproveDialog {...dialog} open={asking?.approve === true} sha256={asking?.sha256 ?? version.sha256} />
      <RejectDialog {...dialog} open={asking?.approve === false} />
    </>
  );
}

function tabItems({ history, version }: ReviewedPlugin) {
  return [
    { id: "overview", label: "Overview" },
    { id: "files", label: "Files" },
    { id: "findings", label: "Findings", count: sum(version.findings) },
    { id: "history", label: "History", count: history.versions.length },
  ] as const;
}
