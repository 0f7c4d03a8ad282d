"use client";
import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { ApiError } from "@/lib/client/api-error";
import { packageQueries } from "@/lib/client/package-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { LoadNewest, useNewest } from "./review-banners";
import type { Seen } from "./submit-review";

type StaleReviewProps = {
  pkg: PackageResource;
  refusal: ApiError;
  /** Decides on the present state instead. */
  onPresent: (seen: Seen) => void;
  onLeave: () => void;
};

/** Why a decision was refused because something changed meanwhile: what, by whom, and how to go on with what was typed. */
export function StaleReview({ pkg, refusal, onPresent, onLeave }: StaleReviewProps) {
  if (refusal.code === "package_changed") return <PackageChanged pkg={pkg} refusal={refusal} onLeave={onLeave} />;
  if (refusal.code === "state_changed") return <StateChanged pkg={pkg} onPresent={onPresent} />;
  return null;
}

function PackageChanged({ pkg, refusal, onLeave }: Omit<StaleReviewProps, "onPresent">) {
  const newest = useNewest(pkg, true);
  const sha256 = typeof refusal.facts.sha256 === "string" ? refusal.facts.sha256 : null;
  return (
    <Alert
      tone="warning"
      title={
        newest ? `${newest.submittedBy.name} submitted version ${newest.version} meanwhile` : "There is a newer version"
      }
      actions={newest && <LoadNewest from={pkg.id} newest={newest} onLeave={onLeave} />}
    >
      {newest && (
        <>
          <Time value={newest.submittedAt} />.{" "}
        </>
      )}
      Nothing was decided. You read {pkg.sha256.slice(0, 12)}…{sha256 && `, the newest is ${sha256.slice(0, 12)}…`} What
      you typed goes along.
    </Alert>
  );
}

function StateChanged({ pkg, onPresent }: Pick<StaleReviewProps, "pkg" | "onPresent">) {
  const { data: present = pkg } = useQuery(packageQueries.one(pkg.id));
  const { status, reviewedBy, reviewedAt, reason } = present;
  const decidable = present.may.includes("review");
  return (
    <Alert
      tone="warning"
      title={reviewedBy ? `${reviewedBy.name} ${status} it meanwhile` : `It is ${status} by now`}
      actions={
        decidable && (
          <Button size="sm" onClick={() => onPresent({ sha256: present.sha256, status })}>
            Decide on it as it is now
          </Button>
        )
      }
    >
      {reviewedAt && <Time value={reviewedAt} />}
      {reason && <p className="mt-1 whitespace-pre-wrap">{reason}</p>}
      <p className="mt-1">Nothing was decided; what you typed is kept.</p>
    </Alert>
  );
}
