"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useState } from "react";
import { useQueuePlace } from "@/components/review/queue-steps";
import { FirstUse, onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useConsoleSession } from "@/lib/client/console-session";
import { type PluginReviewTab, usePluginReviewAddress } from "@/lib/client/plugin-address";
import { useFileOpening } from "@/lib/client/review-address";
import { type Decision, useReviewDraft } from "@/lib/client/review-draft";
import { threadOf } from "@/lib/client/review-talk";
import { type Reviewable, reviewableVersion } from "@/lib/client/reviewable";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";
import { PluginReviewBanners } from "./plugin-review-banners";
import { PluginReviewHeader } from "./plugin-review-header";
import { PluginReviewOverview } from "./plugin-review-overview";

const PluginFilesTab = onDemand(async () => ({ default: (await import("./plugin-files")).PluginFilesTab }), "early");
const PluginFindingsTab = onDemand(
  async () => ({ default: (await import("./plugin-files")).PluginFindingsTab }),
  "early",
);
const Conversation = onDemand(
  async () => ({ default: (await import("@/components/review/conversation")).Conversation }),
  "early",
);
const PluginTimeline = onDemand(async () => ({ default: (await import("./plugin-timeline")).PluginTimeline }), "early");
const SubmitPluginReview = lazy(() =>
  import("./submit-plugin-review").then(({ SubmitPluginReview }) => ({ default: SubmitPluginReview })),
);

export type ReviewedPlugin = { history: PluginHistoryResource; version: PluginVersionResource };

const sum = ({ critical, high, medium, low }: PluginVersionResource["findings"]) => critical + high + medium + low;

/** One version of a plugin: what it is, its files and findings, what happened, and the decision. */
export function PluginReviewRoom({ history, version }: ReviewedPlugin) {
  const { me } = useConsoleSession();
  const [address, setAddress] = usePluginReviewAddress();
  // The bytes that were on the page when the dialog opened.
  const [read, setRead] = useState<string | null>(null);
  const review = reviewableVersion(history, version, me.instanceAdmin);
  const [, changeDraft] = useReviewDraft(review.id);
  const place = useQueuePlace({ id: history.id, queuedAt: history.waitingSince ?? version.submittedAt });
  const ask = (decision?: Decision) => {
    if (!review.may.review) return;
    if (decision) changeDraft({ decision });
    setRead(version.sha256);
  };
  const showTab = useCallback((tab: PluginReviewTab) => void setAddress({ tab }, { history: "push" }), [setAddress]);
  const { select, open } = useFileOpening(setAddress);
  useHotkeys(
    {
      j: () => place.nextLink.current?.click(),
      k: () => place.previousLink.current?.click(),
      a: () => ask("approve"),
      d: () => ask("decline"),
      c: () => ask("comment"),
      f: () => showTab("findings"),
      ...(address.tab === "files" ? {} : { "[": () => showTab("files"), "]": () => showTab("files") }),
    },
    me.shortcuts,
  );
  const shown = { history, version };
  return (
    <>
      <PluginReviewHeader {...shown} review={review} place={place} onReview={review.may.review ? () => ask() : null} />
      <PluginReviewBanners {...shown} />
      <Tabs label="Parts of the plugin" items={useTabItems(shown, review)} value={address.tab} onChange={showTab}>
        {address.tab === "overview" && <PluginReviewOverview {...shown} onOpen={open} onTab={showTab} />}
        <Suspense fallback={<SkeletonLines className="py-4" />}>
          {address.tab === "files" && (
            <PluginFilesTab {...shown} review={review} address={address} shortcuts={me.shortcuts} onSelect={select} />
          )}
          {address.tab === "findings" && <PluginFindingsTab {...shown} onOpen={open} />}
          {address.tab === "conversation" && <Conversation review={review} onOpen={open} />}
          {address.tab === "history" && <PluginTimeline history={history} />}
        </Suspense>
      </Tabs>
      <FirstUse when={read !== null}>
        <SubmitPluginReview
          {...shown}
          review={review}
          sha256={read}
          onClose={() => setRead(null)}
          onDone={place.next ? () => place.nextLink.current?.click() : undefined}
        />
      </FirstUse>
    </>
  );
}

function useTabItems({ history, version }: ReviewedPlugin, review: Reviewable) {
  const { data: thread } = useQuery(threadOf(review));
  return [
    { id: "overview", label: "Overview" },
    { id: "files", label: "Files" },
    { id: "findings", label: "Findings", count: sum(version.findings) },
    { id: "conversation", label: "Conversation", count: thread?.length },
    { id: "history", label: "History", count: history.versions.length },
  ] as const;
}
