"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { SeverityBadge } from "@/components/ui/status-badge";
import { submissionQueries } from "@/lib/client/submission-queries";
import type { Finding } from "@/lib/contracts/console/wire/package-file";

const severities = ["high", "medium", "low", "info"] as const;

/** What the scan found in a package, worst first. */
export function FindingList({ packageId }: { packageId: string }) {
  const query = useQuery(submissionQueries.findings(packageId));
  return (
    <QueryView
      query={query}
      what="the findings"
      isEmpty={(findings) => findings.length === 0}
      empty={
        <EmptyState icon={<CircleCheck />} title="The scan found nothing" className="py-6">
          No secrets, no dangerous calls, nothing missing.
        </EmptyState>
      }
    >
      {(findings) => (
        <div className="flex flex-col gap-4">
          {severities.map((severity) => (
            <SeverityGroup
              key={severity}
              severity={severity}
              findings={findings.filter((f) => f.severity === severity)}
            />
          ))}
        </div>
      )}
    </QueryView>
  );
}

function SeverityGroup({ severity, findings }: { severity: Finding["severity"]; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section aria-label={`${severity} findings`}>
      <SeverityBadge severity={severity} count={findings.length} />
      <ul className="mt-2 flex flex-col gap-2">
        {findings.map((finding) => (
          <li key={finding.id} className="text-sm [overflow-wrap:anywhere]">
            <p className="text-fg">{finding.message}</p>
            <p className="font-mono text-muted text-xs">
              {finding.file ?? "package"}
              {finding.line !== null && `:${finding.line}`}
            </p>
            {finding.snippet && (
              <pre className="mt-1 overflow-x-auto whitespace-pre-wrap rounded bg-sunken px-2 py-1 font-mono text-fg text-xs">
                <VisibleText text={finding.snippet} />
              </pre>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
