"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import type { ReviewedPlugin } from "./plugin-review-room";

/** What one must know before reading: another version waits, the scan blocks, it was decided already. */
export function PluginReviewBanners({ history, version }: ReviewedPlugin) {
  const { me } = useConsoleSession();
  const waiting = history.versions.find(({ status }) => status === "pending");
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {waiting && waiting.version !== version.version && (
        <Alert
          tone="warning"
          live
          title={`Version ${waiting.version} waits for a decision`}
          actions={
            <Button asChild size="sm" variant="primary">
              <Link href={consolePaths.pluginReview(history.id, waiting.version)}>
                Review version {waiting.version}
              </Link>
            </Button>
          }
        >
          Decisions are made on the version that waits; this one can only be read.
        </Alert>
      )}
      {!me.instanceAdmin && version.status === "pending" && (
        <Alert title="You can read this version, but not decide on it">Plugins are reviewed by instance admins.</Alert>
      )}
      {version.scan === "pending" && <Alert live title="The scan is running; it ends within seconds" />}
      {version.scan === "failed" && (
        <Alert tone="warning" title="The scan did not end">
          Nothing is known about what it holds. Scan it again, or read every file before you approve.
        </Alert>
      )}
      {version.verdict === "blocked" && version.status === "pending" && (
        <Alert tone="danger" title="The scan found something critical, so it cannot be approved">
          Reject it with a reason; its author can upload a higher version without it.
        </Alert>
      )}
      <Decision version={version} />
    </div>
  );
}

function Decision({ version }: Pick<ReviewedPlugin, "version">) {
  const { status, reviewedBy, reviewedAt, reason } = version;
  if (status === "replaced") return <Alert title={`Version ${version.version} was replaced by a later one`} />;
  if (status === "pending") return null;
  return (
    <Alert
      tone={status === "approved" ? "success" : "danger"}
      title={
        reviewedBy ? `${reviewedBy} ${status} version ${version.version}` : `Version ${version.version} was ${status}`
      }
    >
      {reviewedAt && <Time value={reviewedAt} />}
      {reason && <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{reason}</p>}
    </Alert>
  );
}
