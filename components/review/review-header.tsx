"use client";
import { ShortHash } from "@/components/packages/short-hash";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { FileSize } from "@/components/ui/file-size";
import { PackageBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { consolePaths } from "@/lib/client/console-paths";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { type QueuePlace, QueueSteps } from "./queue-steps";
import { ReviewActions } from "./review-actions";

export type ReviewHeaderProps = {
  pkg: PackageResource;
  place: QueuePlace;
  /** Null where the reader may not decide. */
  onReview: (() => void) | null;
};

/** Which package this is, where it stands in the queue, and what can be done with it. */
export function ReviewHeader({ pkg, place, onReview }: ReviewHeaderProps) {
  return (
    <PageHeader
      crumbs={[{ label: "Review", href: consolePaths.queue }, { label: pkg.agentName }]}
      title={`${pkg.agentName} ${pkg.version}`}
      badges={<PackageBadge status={pkg.status} />}
      description={<Facts pkg={pkg} />}
      actions={
        <>
          <QueueSteps place={place} />
          <ReviewActions pkg={pkg} />
          {onReview && (
            <Button variant={pkg.status === "pending" ? "primary" : "secondary"} onClick={onReview}>
              Submit review
            </Button>
          )}
        </>
      }
    />
  );
}

function Facts({ pkg }: { pkg: PackageResource }) {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li>
        {pkg.submittedBy.name} submitted it <Time value={pkg.submittedAt} />
      </li>
      <li>{pkg.running ? `Running now: ${pkg.running.version}` : "Nothing runs yet"}</li>
      <li>
        <FileSize bytes={pkg.size} />
      </li>
      <li>
        <ShortHash sha256={pkg.sha256} />
      </li>
      {pkg.claimedBy && pkg.status === "pending" && <li>{pkg.claimedBy.name} is reviewing it</li>}
    </ul>
  );
}
