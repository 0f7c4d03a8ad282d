"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { InstallStatus } from "@/components/packages/install-status";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { packageQueries } from "@/lib/client/package-queries";
import { carryDraft } from "@/lib/client/review-draft";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** Whether the reader reviews this package: only they mark files, rescan and write internal notes. */
function isReviewer(pkg: PackageResource): boolean {
  return pkg.may.includes("rescan");
}

/** What one must know before anything else: newer versions, a decision, an installation, one's own package. */
export function ReviewBanners({ pkg }: { pkg: PackageResource }) {
  const { me } = useConsoleSession();
  const open = (
    <Button asChild size="sm">
      <Link href={consolePaths.agent(pkg.agentId)}>Open {pkg.agentName}</Link>
    </Button>
  );
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {!pkg.newest && <NewerVersion pkg={pkg} />}
      {!isReviewer(pkg) && <NotYours pkg={pkg} />}
      {isReviewer(pkg) && pkg.status === "pending" && pkg.submittedBy.id === me.id && (
        <Alert tone="warning" title="You submitted this package yourself">
          As an admin you may decide on it all the same; the audit log will say that it was your own.
        </Alert>
      )}
      <Decision pkg={pkg} />
      <InstallStatus pkg={pkg} agentLink={open} />
    </div>
  );
}

function NotYours({ pkg }: { pkg: PackageResource }) {
  return (
    <Alert
      title="You can read this package, but not decide on it"
      actions={
        <Button asChild size="sm">
          <Link href={consolePaths.submission(pkg.id)}>Open it under Submissions</Link>
        </Button>
      }
    >
      Packages are reviewed by the admins of their workspace.
    </Alert>
  );
}

/** The agent's newest package, where this one is not. */
export function useNewest(pkg: PackageResource, enabled: boolean): PackageResource | null {
  const { data } = useQuery({ ...packageQueries.ofAgent(pkg.agentId), enabled });
  return data?.find((other) => other.newest && other.id !== pkg.id) ?? null;
}

function NewerVersion({ pkg }: { pkg: PackageResource }) {
  const newest = useNewest(pkg, true);
  if (!newest) return <Alert tone="warning" live title={`Version ${pkg.version} is not the newest one any more`} />;
  return (
    <Alert
      tone="warning"
      live
      title={`${newest.submittedBy.name} submitted version ${newest.version}`}
      actions={<LoadNewest from={pkg.id} newest={newest} />}
    >
      <Time value={newest.submittedAt} />. Decisions are made on the newest version; this one can only be read.
    </Alert>
  );
}

type LoadNewestProps = { from: string; newest: PackageResource; onLeave?: () => void };

/** Leads to the newest package and takes along what was typed for this one. */
export function LoadNewest({ from, newest, onLeave }: LoadNewestProps) {
  const leave = () => {
    carryDraft(from, newest.id);
    onLeave?.();
  };
  return (
    <Button asChild size="sm" variant="primary">
      <Link href={consolePaths.review(newest.id)} onClick={leave}>
        Review version {newest.version}
      </Link>
    </Button>
  );
}

const decided = {
  approved: { tone: "success", verb: "approved" },
  declined: { tone: "danger", verb: "declined" },
} as const;

function Decision({ pkg }: { pkg: PackageResource }): ReactNode {
  if (pkg.status === "withdrawn") return <Alert title={`${pkg.submittedBy.name} took this package back`} />;
  if (pkg.status !== "approved" && pkg.status !== "declined") return null;
  const { tone, verb } = decided[pkg.status];
  const who = pkg.reviewedBy?.name;
  return (
    <Alert tone={tone} title={who ? `${who} ${verb} version ${pkg.version}` : `Version ${pkg.version} was ${verb}`}>
      {pkg.reviewedAt && <Time value={pkg.reviewedAt} />}
      {pkg.reason && <p className="mt-1 whitespace-pre-wrap">{pkg.reason}</p>}
    </Alert>
  );
}
