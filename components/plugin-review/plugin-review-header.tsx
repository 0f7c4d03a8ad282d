"use client";
import { ScanSearch } from "lucide-react";
import { ShortHash } from "@/components/packages/short-hash";
import { describeError } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { VerdictBadge, VersionBadge } from "@/components/plugins/plugin-badges";
import { ClaimButton } from "@/components/review/claim-button";
import { type QueuePlace, QueueSteps } from "@/components/review/queue-steps";
import { Button } from "@/components/ui/button";
import { FileSize } from "@/components/ui/file-size";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toaster";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { useRescanPlugin } from "@/lib/client/plugin-rescan";
import type { Reviewable } from "@/lib/client/reviewable";
import type { ReviewedPlugin } from "./plugin-review-room";

type PluginReviewHeaderProps = ReviewedPlugin & {
  place: QueuePlace;
  review: Reviewable;
  /** Null where nothing can be decided. */
  onReview: (() => void) | null;
};

/** Which version this is, where it stands in the queue, and what can be done with it. */
export function PluginReviewHeader({ history, version, review, place, onReview }: PluginReviewHeaderProps) {
  const { me } = useConsoleSession();
  return (
    <PageHeader
      crumbs={[{ label: "Review", href: consolePaths.queue }, { label: history.name }]}
      title={`${version.name} ${version.version}`}
      badges={
        <>
          <VersionBadge status={version.status} />
          <VerdictBadge verdict={version.verdict} />
        </>
      }
      description={<Facts history={history} version={version} />}
      actions={
        <>
          {me.instanceAdmin && <QueueSteps place={place} />}
          {me.instanceAdmin && <Rescan history={history} version={version} />}
          <ClaimButton review={review} />
          {onReview && (
            <Button variant="primary" onClick={onReview}>
              Submit review
            </Button>
          )}
        </>
      }
    />
  );
}

/** A scan is of the version that waits, else of the one that serves; others stay as they were found. */
function Rescan({ history, version }: ReviewedPlugin) {
  const rescan = useRescanPlugin(history.id);
  const waits = history.versions.some(({ status }) => status === "pending");
  if (version.status !== (waits ? "pending" : "approved")) return null;
  const scan = () =>
    rescan.mutate(undefined, {
      onSuccess: () =>
        showToast({ title: `Scanning ${version.name} again`, description: "The result appears in a moment." }),
      onError: (error) =>
        showToast({ tone: "danger", title: "It was not scanned again", description: describeError(error).message }),
    });
  return (
    <Button onClick={scan} loading={rescan.isPending || version.scan === "pending"}>
      <ScanSearch />
      Scan again
    </Button>
  );
}

function Facts({ history, version }: ReviewedPlugin) {
  const serving = history.versions.find(({ status }) => status === "approved");
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li>
        {version.submittedBy} uploaded it <Time value={version.submittedAt} />
      </li>
      <li>
        {serving ? (
          <TextLink href={consolePaths.plugin(history.id)}>
            {serving.version === version.version ? "In the marketplace" : `Served now: ${serving.version}`}
          </TextLink>
        ) : (
          "Nothing is served yet"
        )}
      </li>
      <li>
        <FileSize bytes={version.size} />
      </li>
      <li>
        <ShortHash sha256={version.sha256} />
      </li>
      {version.claimedBy && <li>{version.claimedBy.name} is reviewing it</li>}
    </ul>
  );
}
