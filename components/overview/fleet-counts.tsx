"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { overviewQueries } from "@/lib/client/overview-queries";
import type { FleetStats } from "@/lib/contracts/console/wire/overview";

type Counts = FleetStats["counts"];

const tiles = [
  { key: "total", label: "Agents", href: "/agents" },
  { key: "running", label: "Running", href: "/agents?run=running" },
  { key: "stopped", label: "Stopped", href: "/agents?run=stopped" },
  { key: "failed", label: "Failed", href: "/agents?run=exited" },
  { key: "pendingReview", label: "Pending review", href: "/agents?status=PENDING" },
] as const satisfies readonly { key: keyof Counts; label: string; href: string }[];

const grid = "grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5";

/** How many agents there are, by state; each number leads to its agents. */
export function FleetCounts() {
  const query = useQuery(overviewQueries.stats());
  return (
    <QueryView query={query} what="the counts" skeleton={<CountsSkeleton />}>
      {({ counts }) => (
        <ul className={grid}>
          {tiles.map(({ key, label, href }) => (
            <li key={key}>
              <Link
                href={href}
                className="block rounded-lg border border-line bg-raised px-4 py-3 shadow-low transition-colors hover:border-line-strong hover:bg-hover"
              >
                <span className="block text-muted text-xs">{label}</span>
                <span
                  className={cn(
                    "block font-semibold text-xl tabular-nums",
                    key === "failed" && counts.failed > 0 ? "text-danger" : "text-fg",
                  )}
                >
                  {counts[key].toLocaleString("en")}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

/** Stands where the counts will. */
export function CountsSkeleton() {
  return (
    <div className={grid}>
      {tiles.map(({ key }) => (
        <div key={key} className="rounded-lg border border-line px-4 py-3">
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="mt-2 h-5 w-8" />
        </div>
      ))}
    </div>
  );
}
