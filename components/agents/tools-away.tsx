import { SquareFunction } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { consolePaths } from "@/lib/client/console-paths";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { AgentTools } from "@/lib/contracts/console/wire/runtime";

type ToolsAwayProps = { agent: AgentDetail; state: AgentTools["state"]; error: string | null };

function Pending({ agent }: { agent: AgentDetail }) {
  const id = agent.pendingPackageId;
  if (!id || !agent.may.includes("readPackages")) return null;
  const reviews = agent.may.includes("review");
  return (
    <Button asChild>
      <Link href={reviews ? consolePaths.review(id) : consolePaths.submission(id)}>
        {reviews ? "Review it" : "Follow the review"}
      </Link>
    </Button>
  );
}

/** Why there are no tools to call, and what to do about it. */
export function ToolsAway({ agent, state, error }: ToolsAwayProps) {
  const version = agent.newestPackage?.version ?? "";
  if (state === "loading") {
    return (
      <EmptyState icon={<Spinner />} title="The agent is being loaded">
        Its tools appear here by themselves in a moment.
      </EmptyState>
    );
  }
  if (state === "failed") {
    return (
      <EmptyState icon={<SquareFunction />} title="The agent is not loaded, because loading it failed">
        {error ? "What went wrong is said above." : "Its log says what went wrong."} Fix the package, raise its version
        and submit it again.
      </EmptyState>
    );
  }
  if (agent.reviewStatus === "DISABLED") {
    return (
      <EmptyState icon={<SquareFunction />} title="The agent is disabled">
        {agent.may.includes("enable")
          ? "Enable it, and its tools can be called again."
          : "An admin of the workspace can enable it; then its tools can be called again."}
      </EmptyState>
    );
  }
  if (agent.reviewStatus === "REJECTED") {
    return (
      <EmptyState icon={<SquareFunction />} title={`Version ${version} was declined`}>
        Nothing is loaded. The reason stands with the version; fix it and submit a new one.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SquareFunction />}
      title={agent.reviewStatus === "PENDING" ? `Version ${version} waits for review` : "The agent is not loaded"}
      actions={<Pending agent={agent} />}
    >
      Tools can be called once a version is approved and loaded.
    </EmptyState>
  );
}
