"use client";
import { type DecisionWords, SubmitReview } from "@/components/review/submit-review";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { FindingCounts } from "@/components/ui/status-badge";
import type { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { useReviewPlugin } from "@/lib/client/plugin-mutations";
import type { Reviewable } from "@/lib/client/reviewable";
import type { ReviewedPlugin } from "./plugin-review-room";

type SubmitPluginReviewProps = ReviewedPlugin & {
  review: Reviewable;
  /** Of the bytes that were on the page when the dialog opened; null closes it. */
  sha256: string | null;
  onClose: () => void;
  onDone?: () => void;
};

function wordsFor({ history, version }: ReviewedPlugin): DecisionWords {
  const serving = history.versions.find(({ status }) => status === "approved");
  const approved = serving
    ? `It takes the place of ${serving.version} at once, for every workspace and agent that has it.`
    : "It appears in the marketplace, where every workspace can enable it.";
  const kept = serving ? ` ${serving.version} keeps serving.` : "";
  return {
    approve: version.verdict === "blocked" ? null : { label: "Approve", past: "Approved", hint: approved },
    decline: {
      label: "Reject",
      past: "Rejected",
      hint: `Its uploader reads your reason and can upload a higher version.${kept}`,
    },
    comment: { label: "Comment", past: "Commented on", hint: "Ask or advise without deciding." },
  };
}

/** The review of a version of a plugin. */
export function SubmitPluginReview({ history, version, review, sha256, onClose, onDone }: SubmitPluginReviewProps) {
  const { mutateAsync } = useReviewPlugin(history.id, version.version);
  return (
    <SubmitReview
      review={review}
      words={wordsFor({ history, version })}
      sha256={sha256}
      onClose={onClose}
      send={mutateAsync}
      renderRefusal={(refusal) => <Stale history={history} refusal={refusal} onLeave={onClose} />}
      note={
        version.verdict === "review_required" && (
          <Alert tone="warning" title="The scan asks for a closer look">
            <FindingCounts counts={version.findings} />
          </Alert>
        )
      }
      onDone={onDone}
    />
  );
}

type StaleProps = Pick<ReviewedPlugin, "history"> & { refusal: ApiError; onLeave: () => void };

function Stale({ history, refusal, onLeave }: StaleProps) {
  const { version } = refusal.facts;
  if (refusal.code !== "package_changed" || typeof version !== "string") return null;
  return (
    <Alert
      tone="warning"
      title={`Version ${version} was uploaded meanwhile`}
      actions={
        <Button asChild size="sm" variant="primary">
          <Link href={consolePaths.pluginReview(history.id, version)} onClick={onLeave}>
            Review version {version}
          </Link>
        </Button>
      }
    >
      Nothing was decided; what you typed is kept.
    </Alert>
  );
}
