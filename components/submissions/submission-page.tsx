"use client";
import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, Download } from "lucide-react";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { HiddenHeading } from "@/components/patterns/page-title";
import { QueryView } from "@/components/patterns/query-view";
import { Conversation } from "@/components/review/conversation";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { FindingCounts, PackageBadge, RunBadge } from "@/components/ui/status-badge";
import { runStatusOf } from "@/lib/client/install-sentence";
import { reviewablePackage } from "@/lib/client/reviewable";
import { submissionQueries } from "@/lib/client/submission-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { FindingList } from "./finding-list";
import { PackageFacts } from "./package-facts";
import { PackageTimeline } from "./package-timeline";
import { SubmissionState } from "./submission-state";
import { SubmitFixes } from "./submit-fixes";
import { WithdrawButton } from "./withdraw-button";

export type SubmissionPageProps = {
  id: string;
  maxBytes: number;
  /** Goes to another submission of the same agent. */
  onGo: (id: string) => void;
};

const crumbs = [{ label: "Submissions", href: "/submissions" }];

/** One submitted package: where it stands, what the scan found, what people said, and what its submitter can do. */
export function SubmissionPage({ id, maxBytes, onGo }: SubmissionPageProps) {
  const query = useQuery(submissionQueries.one(id));
  const fixes = (item: PackageResource) =>
    item.may.includes("submitVersion") &&
    item.status !== "withdrawn" && <SubmitFixes item={item} maxBytes={maxBytes} onAccepted={(next) => onGo(next.id)} />;
  return (
    <>
      {!query.data && <HiddenHeading title="Submission" within={["Submissions"]} />}
      <QueryView query={query} what="this submission">
        {(item) => (
          <>
            <Header item={item} />
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <div className="flex min-w-0 flex-col gap-6">
                <SubmissionState item={item} />
                {item.status === "declined" && fixes(item)}
                <Section title="Findings" aside={<FindingCounts counts={item.findings} />}>
                  <FindingList packageId={item.id} />
                </Section>
                {item.status !== "declined" && fixes(item)}
                <Section title="Conversation">
                  <Conversation review={reviewablePackage(item)} onOpen={null} />
                </Section>
              </div>
              <div className="flex flex-col gap-6">
                <Section title="Timeline">
                  <PackageTimeline steps={item.timeline} />
                </Section>
                <Section title="Package">
                  <PackageFacts item={item} />
                </Section>
              </div>
            </div>
          </>
        )}
      </QueryView>
    </>
  );
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <CardHeader title={title} actions={aside} />
      <CardBody>{children}</CardBody>
    </Card>
  );
}

function Header({ item }: { item: PackageResource }) {
  const { agentName, version, status, install, newest, may, manifest } = item;
  return (
    <PageHeader
      title={`${agentName} ${version}`}
      description={manifest.description}
      crumbs={[...crumbs, { label: `${agentName} ${version}` }]}
      badges={
        <>
          <PackageBadge status={status} />
          {status === "approved" && newest && install && <RunBadge status={runStatusOf(install)} />}
        </>
      }
      actions={
        <>
          {may.includes("download") && (
            <Button asChild>
              <a href={`/api/packages/${item.id}/download`} download>
                <Download />
                Download
              </a>
            </Button>
          )}
          {may.includes("withdraw") && <WithdrawButton item={item} />}
          {may.includes("review") && (
            <Button asChild variant="primary">
              <Link href={`/review/${item.id}`}>
                <ClipboardCheck />
                Review
              </Link>
            </Button>
          )}
        </>
      }
    />
  );
}
