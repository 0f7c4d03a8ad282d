"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { FindingCounts, PackageBadge } from "@/components/ui/status-badge";
import type { SubmitResult } from "@/lib/client/use-submit-package";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { FindingList } from "./finding-list";

export type TakenProps = {
  result: Extract<SubmitResult, { kind: "taken" }>;
  /** Uploads the same file again, as a new version of the agent. */
  onVersion: (agentId: string) => void;
};

/** The name of the uploaded agent is in use: by the caller's own agent, which gets a new version, or by somebody else's. */
export function NameTaken({ result, onVersion }: TakenProps) {
  const { name, newest } = result;
  if (!newest) {
    return (
      <Alert tone="warning" live title={`The name ${name} is taken`}>
        Another agent of this workspace has it, and you may not change that agent. Choose another project.name in
        ncp.toml, or ask the agent's owner or an admin to submit it.
      </Alert>
    );
  }
  return (
    <Alert
      tone="warning"
      live
      title={`Your agent ${name} exists already`}
      actions={
        <Button variant="primary" size="sm" onClick={() => onVersion(newest.agentId)}>
          Submit as new version of {name}
        </Button>
      }
    >
      Its newest version is {newest.version}. A new version needs a number of its own in ncp.toml; what runs now keeps
      running until the new one is approved.
    </Alert>
  );
}

/** The accepted package with what the scan found. */
export function Accepted({ item, onClose }: { item: PackageResource; onClose: () => void }) {
  const title = `${item.agentName} ${item.version} ${item.status === "approved" ? "is approved" : "waits for review"}`;
  return (
    <Card aria-label="Submitted package">
      <CardHeader
        title={title}
        description={
          item.status === "approved"
            ? "You are an admin here, so no review is needed. It is being installed."
            : "An admin has been told. You will be notified of the decision."
        }
        actions={<PackageBadge status={item.status} />}
      />
      <span role="status" className="sr-only">
        {title}
      </span>
      <CardBody>
        <div className="mb-3 flex items-center gap-2 text-muted text-sm">
          The scan: <FindingCounts counts={item.findings} />
        </div>
        <FindingList packageId={item.id} />
      </CardBody>
      <CardFooter>
        <Button asChild variant="primary">
          <Link href={`/submissions/${item.id}`}>Follow the review</Link>
        </Button>
        <Button onClick={onClose}>Submit another</Button>
      </CardFooter>
    </Card>
  );
}
