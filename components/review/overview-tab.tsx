"use client";
import { useQuery } from "@tanstack/react-query";
import { ChangesSummary } from "@/components/packages/changes-summary";
import { PackageManifest } from "@/components/packages/package-manifest";
import { PackageReadme } from "@/components/packages/package-readme";
import { PackageTimeline } from "@/components/packages/package-timeline";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FindingCounts } from "@/components/ui/status-badge";
import { defaultBase } from "@/lib/client/diff-base";
import { findReadme } from "@/lib/client/find-readme";
import { packagePlace, packageQueries } from "@/lib/client/package-queries";
import type { ReviewTab } from "@/lib/client/review-address";
import type { TabProps } from "./review-tabs";

type OverviewProps = TabProps & { onTab: (tab: ReviewTab) => void };

/** What a reviewer wants to know first: findings, changes, what it says of itself, what happened so far. */
export function OverviewTab({ pkg, onOpen, onTab }: OverviewProps) {
  const { data: files } = useQuery(packageQueries.files(pkg.id));
  const readme = files ? findReadme(files) : null;
  const { high, medium, low, info } = pkg.findings;
  const found = high + medium + low + info > 0;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Card>
          <CardHeader
            title="Findings"
            description={
              found ? "Read these before you decide." : "The scan found nothing; read the code all the same."
            }
            actions={
              found && (
                <Button size="sm" onClick={() => onTab("findings")}>
                  Show all
                </Button>
              )
            }
          />
          <CardBody>
            <FindingCounts counts={pkg.findings} />
          </CardBody>
        </Card>
        <ChangesSummary
          source={{ place: packagePlace(pkg.id), base: defaultBase(pkg) }}
          onOpen={(path) => onOpen(path, null, "diff")}
        />
        {readme && <PackageReadme place={packagePlace(pkg.id)} path={readme} />}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card>
          <CardHeader title="Package" />
          <CardBody>
            <PackageManifest pkg={pkg} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Timeline" />
          <CardBody>
            <PackageTimeline pkg={pkg} />
          </CardBody>
        </Card>
      </div>
    </div>
  );
}
