"use client";
import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { installTitles } from "@/lib/client/install-sentence";
import { submissionQueries } from "@/lib/client/submission-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** Where a package stands, and what its submitter can do now. Changes by itself. */
export function SubmissionState({ item }: { item: PackageResource }) {
  if (!item.newest && item.status !== "withdrawn") return <NotNewest item={item} />;
  if (item.status === "declined") {
    const who = item.reviewedBy ? `Declined by ${item.reviewedBy.name}` : "Declined";
    return (
      <Alert tone="danger" title={who}>
        <p className="whitespace-pre-wrap">{item.reason}</p>
        {item.may.includes("submitVersion") && (
          <p className="mt-1 text-muted">Fix it, raise the version in ncp.toml, and submit the fixes below.</p>
        )}
      </Alert>
    );
  }
  if (item.status === "approved") return <Installation item={item} />;
  if (item.status === "withdrawn") {
    return <Alert title="You took this package back">Nobody reviews it any more. You can submit it again.</Alert>;
  }
  return (
    <Alert title="Waits for review">
      {item.claimedBy
        ? `${item.claimedBy.name} is reviewing it. You will be notified of the decision.`
        : "The admins of this workspace were told. You will be notified of the decision."}
      {item.running && ` Meanwhile version ${item.running.version} keeps running.`}
    </Alert>
  );
}

function NotNewest({ item }: { item: PackageResource }) {
  const { data: newest } = useQuery(submissionQueries.newest(item.agentId));
  return (
    <Alert
      title="There is a newer version of this agent"
      actions={
        newest && newest.id !== item.id ? (
          <Button asChild size="sm">
            <Link href={`/submissions/${newest.id}`}>Go to version {newest.version}</Link>
          </Button>
        ) : undefined
      }
    >
      {item.status === "superseded"
        ? "It was replaced before anybody decided on it."
        : "Decisions are made on the newest."}
      {item.reason && ` This one was declined: ${item.reason}`}
    </Alert>
  );
}

function Installation({ item }: { item: PackageResource }) {
  const { install } = item;
  if (!install) return <Alert tone="success" title="Approved" />;
  const title = installTitles[install.state];
  const agent = (
    <Button asChild size="sm">
      <Link href={`/agents/${item.agentId}`}>Open the agent</Link>
    </Button>
  );
  if (install.state === "failed") {
    return (
      <Alert tone="danger" live title={title} actions={agent}>
        <pre className="max-h-60 overflow-auto whitespace-pre-wrap font-mono text-xs">{install.error}</pre>
        {item.running && <p>Version {item.running.version} keeps running.</p>}
      </Alert>
    );
  }
  if (install.state === "loaded") return <Alert tone="success" live title={title} actions={agent} />;
  return (
    <Alert tone="info" live title={title}>
      <span className="inline-flex items-center gap-2">
        <Spinner /> This page follows it.
      </span>
    </Alert>
  );
}
