"use client";
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { auditQueries } from "@/lib/client/audit-queries";
import type { AuditVerdict } from "@/lib/contracts/console/wire/audit";

/** Recomputes the hash chain on request and says what came of it; for instance admins. */
export function VerifyButton() {
  const { isFetching, refetch } = useQuery(auditQueries.verdict());
  return (
    <Button loading={isFetching} onClick={() => void refetch()}>
      <ShieldCheck aria-hidden />
      Verify
    </Button>
  );
}

/** What the last verification found; nothing before the first. */
export function Verdict() {
  const { data, error } = useQuery(auditQueries.verdict());
  if (error) {
    return (
      <Alert live tone="warning" className="mb-4" title="The trail could not be verified">
        {describeError(error).message}
      </Alert>
    );
  }
  return data ? <Found verdict={data} /> : null;
}

function Found({ verdict: { ok, events, waiting, problem, head } }: { verdict: AuditVerdict }) {
  const counted = `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"}`;
  const title = ok ? `The chain holds: ${counted} are as they were written` : `The chain is broken: ${problem}`;
  return (
    <Alert live tone={ok ? "success" : "danger"} className="mb-4" title={title}>
      {ok && head && (
        <p className="[overflow-wrap:anywhere]">
          {waiting > 0 && `${waiting} of them are not sealed yet. `}
          Newest hash <code className="font-mono text-xs">{head}</code>. Noted elsewhere, it proves later that nothing
          before it was rewritten.
        </p>
      )}
      {!ok && `${counted} were looked at. Compare with a backup from before.`}
    </Alert>
  );
}
