"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import type { WorkspacePlugin } from "@/lib/client/plugin-queries";
import { listed } from "@/lib/client/plugin-words";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";

type PluginBannersProps = { history: PluginHistoryResource; missing: WorkspacePlugin | undefined };

/** What one must know first: a version that waits or was rejected, a plugin that is hidden or lacks something here. */
export function PluginBanners({ history, missing }: PluginBannersProps) {
  const { me } = useConsoleSession();
  const [newest] = history.versions;
  const waiting = history.versions.find(({ status }) => status === "pending");
  const lacks = missing?.missing_dependencies ?? [];
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {!history.active && (
        <Alert tone="warning" title="This plugin is deactivated">
          It is in no marketplace, no workspace can enable it, and no agent has it.
        </Alert>
      )}
      {waiting && (
        <Alert
          title={`Version ${waiting.version} waits for review`}
          actions={
            me.instanceAdmin && (
              <Button asChild size="sm">
                <Link href={consolePaths.pluginReview(history.id)}>Review it</Link>
              </Button>
            )
          }
        >
          {waiting.submittedBy} uploaded it <Time value={waiting.submittedAt} />.{" "}
          {waiting.claimedBy && `${waiting.claimedBy.name} is reviewing it. `}
          Until it is approved, nothing changes for those who use the plugin.
        </Alert>
      )}
      {newest?.status === "rejected" && (
        <Alert tone="danger" title={`${newest.reviewedBy ?? "An admin"} rejected version ${newest.version}`}>
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{newest.reason}</p>
        </Alert>
      )}
      {lacks.length > 0 && (
        <Alert
          tone="danger"
          title={`It needs ${listed(lacks)}, which this workspace does not have in a fitting version`}
        >
          Enable what is missing, or what depends on it may not work.
        </Alert>
      )}
    </div>
  );
}
