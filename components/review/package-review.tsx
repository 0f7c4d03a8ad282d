"use client";
import { useQuery } from "@tanstack/react-query";
import { PackageX } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton, SkeletonLines } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { packageQueries } from "@/lib/client/package-queries";
import { PackageRoom } from "./package-room";

/** One package under review, by its id. */
export function PackageReview({ id }: { id: string }) {
  const query = useQuery(packageQueries.one(id));
  if (query.error instanceof ApiError && query.error.status === 404 && !query.data) return <Absent />;
  const about = query.data ? null : <PageHeader title="Review" />;
  return (
    <>
      {about}
      <QueryView query={query} what="the package" skeleton={<Waiting />}>
        {(pkg) => <PackageRoom key={pkg.id} pkg={pkg} />}
      </QueryView>
    </>
  );
}

function Absent() {
  return (
    <>
      <PageHeader title="Review" crumbs={[{ label: "Review", href: consolePaths.queue }, { label: "Not here" }]} />
      <EmptyState
        icon={<PackageX />}
        title="This package is not here"
        actions={
          <Button asChild>
            <Link href={consolePaths.queue}>Go to the review queue</Link>
          </Button>
        }
      >
        Its agent was removed meanwhile, the address is wrong, or the package belongs to a workspace that you do not
        review.
      </EmptyState>
    </>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-9" />
      <SkeletonLines lines={8} />
    </div>
  );
}
