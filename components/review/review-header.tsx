"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import type { RefObject } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FileSize } from "@/components/ui/file-size";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { PackageBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import { consolePaths } from "@/lib/client/console-paths";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { ReviewActions } from "./review-actions";

type Neighbour = { id: string; name: string } | null;
export type ReviewHeaderProps = {
  pkg: PackageResource;
  neighbours: { previous: Neighbour; next: Neighbour; position: number | null };
  /** How many packages wait; null while unknown. */
  waiting: number | null;
  nextLink: RefObject<HTMLAnchorElement | null>;
  previousLink: RefObject<HTMLAnchorElement | null>;
  /** Null where the reader may not decide. */
  onReview: (() => void) | null;
};

/** Which package this is, where it stands in the queue, and what can be done with it. */
export function ReviewHeader(props: ReviewHeaderProps) {
  const { pkg, onReview } = props;
  return (
    <PageHeader
      crumbs={[{ label: "Review", href: consolePaths.queue }, { label: pkg.agentName }]}
      title={`${pkg.agentName} ${pkg.version}`}
      badges={<PackageBadge status={pkg.status} />}
      description={<Facts pkg={pkg} />}
      actions={
        <>
          <Steps {...props} />
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
      <li className="inline-flex items-center gap-1">
        <span className="sr-only">SHA-256 begins with</span>
        <code title={pkg.sha256} className="font-mono text-xs">
          {pkg.sha256.slice(0, 12)}
        </code>
        <CopyButton value={pkg.sha256} what="SHA-256" className="-my-1" />
      </li>
      {pkg.claimedBy && pkg.status === "pending" && <li>{pkg.claimedBy.name} is reviewing it</li>}
    </ul>
  );
}

function Steps({ neighbours, waiting, nextLink, previousLink }: ReviewHeaderProps) {
  if (waiting === null) return null;
  const { previous, next, position } = neighbours;
  return (
    <nav aria-label="Review queue" className="flex items-center gap-1">
      <span className="px-1 text-muted text-xs tabular-nums">
        {position === null ? `${waiting} waiting` : `${position} of ${waiting}`}
      </span>
      <Step to={previous} label="Previous package" shortcut="K" link={previousLink} icon={<ChevronUp />} />
      <Step to={next} label="Next package" shortcut="J" link={nextLink} icon={<ChevronDown />} />
    </nav>
  );
}

type StepProps = {
  to: Neighbour;
  label: string;
  shortcut: string;
  link: RefObject<HTMLAnchorElement | null>;
  icon: React.ReactNode;
};

function Step({ to, label, shortcut, link, icon }: StepProps) {
  if (!to) {
    return (
      <IconButton label={`${label}: none`} disabled>
        {icon}
      </IconButton>
    );
  }
  return (
    <Tooltip content={`${label}: ${to.name}`} shortcut={shortcut}>
      <Button asChild variant="ghost" className="size-8 px-0">
        <Link ref={link} href={consolePaths.review(to.id)} aria-label={`${label}: ${to.name}`}>
          {icon}
        </Link>
      </Button>
    </Tooltip>
  );
}
