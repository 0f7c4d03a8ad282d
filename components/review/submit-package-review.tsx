"use client";
import { useReviewPackage } from "@/lib/client/package-mutations";
import { reviewablePackage } from "@/lib/client/reviewable";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { StaleReview } from "./stale-review";
import { type DecisionWords, type Seen, SubmitReview } from "./submit-review";

type SubmitPackageReviewProps = {
  pkg: PackageResource;
  /** Null closes the dialog. */
  seen: Seen | null;
  onSeen: (seen: Seen | null) => void;
  /** Goes on to what is next in the queue. */
  onDone?: () => void;
};

function wordsFor({ status, running, id, agentName }: PackageResource): DecisionWords {
  const replaces = running && running.packageId !== id ? `It replaces ${running.version} once it is loaded.` : "";
  const withdraws = status === "approved";
  return {
    approve: {
      label: "Approve",
      past: "Approved",
      hint: withdraws ? "It is approved already; nothing changes." : `It is installed and loaded. ${replaces}`,
    },
    decline: {
      label: withdraws ? "Decline and withdraw" : "Decline",
      past: "Declined",
      hint: withdraws
        ? `${agentName} stops running; the submitter reads your reason.`
        : "The submitter reads your reason and can submit fixes.",
    },
    comment: { label: "Comment", past: "Commented on", hint: "Ask or advise without deciding." },
  };
}

/** The review of a package, in the state in which it was shown. */
export function SubmitPackageReview({ pkg, seen, onSeen, onDone }: SubmitPackageReviewProps) {
  const { mutateAsync } = useReviewPackage(pkg.id);
  const close = () => onSeen(null);
  return (
    <SubmitReview
      review={reviewablePackage(pkg)}
      words={wordsFor(pkg)}
      sha256={seen?.sha256 ?? null}
      onClose={close}
      send={(review) => mutateAsync({ ...review, expectedStatus: seen?.status })}
      renderRefusal={(refusal) => <StaleReview pkg={pkg} refusal={refusal} onPresent={onSeen} onLeave={close} />}
      onDone={onDone}
    />
  );
}
