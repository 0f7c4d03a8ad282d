"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useState } from "react";
import { FirstUse, onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useConsoleSession } from "@/lib/client/console-session";
import { packageQueries } from "@/lib/client/package-queries";
import { type ReviewTab, useFileOpening, useReviewAddress } from "@/lib/client/review-address";
import { type Decision, useReviewDraft } from "@/lib/client/review-draft";
import { threadOf } from "@/lib/client/review-talk";
import { reviewablePackage } from "@/lib/client/reviewable";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { OverviewTab } from "./overview-tab";
import { useQueuePlace } from "./queue-steps";
import { ReviewBanners } from "./review-banners";
import { ReviewHeader } from "./review-header";
import type { Seen } from "./submit-review";

const FilesTab = onDemand(async () => ({ default: (await import("./review-tabs")).FilesTab }), "early");
const FindingsTab = onDemand(async () => ({ default: (await import("./review-tabs")).FindingsTab }), "early");
const ConversationTab = onDemand(async () => ({ default: (await import("./review-tabs")).ConversationTab }), "early");
const SubmitPackageReview = lazy(() =>
  import("./submit-package-review").then(({ SubmitPackageReview }) => ({ default: SubmitPackageReview })),
);

/** One package: what it is, its files, findings and conversation, and the decision. */
export function PackageRoom({ pkg }: { pkg: PackageResource }) {
  const { me } = useConsoleSession();
  const [address, setAddress] = useReviewAddress();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [, changeDraft] = useReviewDraft(pkg.id);
  const place = useQueuePlace(pkg);
  const mayReview = pkg.may.includes("review");

  const ask = (decision?: Decision) => {
    if (!mayReview) return;
    if (decision) changeDraft({ decision });
    setSeen({ sha256: pkg.sha256, status: pkg.status });
  };
  const showTab = useCallback((tab: ReviewTab) => void setAddress({ tab }, { history: "push" }), [setAddress]);
  const { select, open: openFile } = useFileOpening(setAddress);
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
  const toRead = { pkg, address, shortcuts: me.shortcuts, onSelect: select, onOpen: openFile };
  return (
    <>
      <ReviewHeader pkg={pkg} place={place} onReview={mayReview ? () => ask() : null} />
      <ReviewBanners pkg={pkg} />
      <Tabs label="Parts of the package" items={useTabItems(pkg)} value={address.tab} onChange={showTab}>
        {address.tab === "overview" && <OverviewTab {...toRead} onTab={showTab} />}
        <Suspense fallback={<SkeletonLines className="py-4" />}>
          {address.tab === "files" && <FilesTab {...toRead} />}
          {address.tab === "findings" && <FindingsTab {...toRead} />}
          {address.tab === "conversation" && <ConversationTab {...toRead} />}
        </Suspense>
      </Tabs>
      <FirstUse when={seen !== null}>
        <SubmitPackageReview
          pkg={pkg}
          seen={seen}
          onSeen={setSeen}
          onDone={place.next ? () => place.nextLink.current?.click() : undefined}
        />
      </FirstUse>
    </>
  );
}

function useTabItems(pkg: PackageResource) {
  const { data: files } = useQuery(packageQueries.files(pkg.id));
  const { data: thread } = useQuery(threadOf(reviewablePackage(pkg)));
  const { high, medium, low, info } = pkg.findings;
  return [
    { id: "overview", label: "Overview" },
    {
      id: "files",
      label: "Files",
      count: files?.filter(({ type, change }) => type === "file" && change !== "removed").length,
    },
    { id: "findings", label: "Findings", count: high + medium + low + info },
    { id: "conversation", label: "Conversation", count: thread?.length },
  ] as const;
}
