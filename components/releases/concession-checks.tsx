"use client";
import { useQuery } from "@tanstack/react-query";
import { VisibleText } from "@/components/patterns/visible-text";
import { Checkbox } from "@/components/ui/checkbox";
import { type Concessions, missingOf, releaseQueries } from "@/lib/client/release-queries";
import { summaryOf } from "@/lib/client/release-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type ConcessionChecksProps = {
  agent: AgentDetail;
  versionId: string;
  /** What the server has asked for already. */
  demands: readonly (keyof Concessions)[];
  agreed: Concessions;
  onAgree: (agreed: Concessions) => void;
};

/** What would be lost: the draft's changes and what was deleted since, by name, each agreed to on its own. */
export function ConcessionChecks({ agent, versionId, demands, agreed, onAgree }: ConcessionChecksProps) {
  const open = agent.lifecycleState === "draft" && agent.live !== null;
  const draft = useQuery({ ...releaseQueries.comparison(agent.id, "live", "draft"), enabled: open });
  const { data: missing = [] } = useQuery(missingOf(agent, versionId));
  const lost = open && draft.data && !draft.data.identical ? summaryOf(draft.data) : [];
  return (
    <>
      {(lost.length > 0 || demands.includes("discardDraft")) && (
        <div className="mt-3">
          <Checkbox
            label="Give up the draft"
            hint="Its changes were never published and cannot be brought back."
            checked={agreed.discardDraft}
            onChange={({ target }) => onAgree({ ...agreed, discardDraft: target.checked })}
          />
          <Names label="Changes of the draft" names={lost} />
        </div>
      )}
      {(missing.length > 0 || demands.includes("dropMissing")) && (
        <div className="mt-3">
          <Checkbox
            label="Go without what was deleted"
            hint="The rest of the version is taken as it was."
            checked={agreed.dropMissing}
            onChange={({ target }) => onAgree({ ...agreed, dropMissing: target.checked })}
          />
          <Names label="Deleted since" names={missing} />
        </div>
      )}
    </>
  );
}

function Names({ label, names }: { label: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul aria-label={label} className="mt-1 max-h-32 list-disc overflow-y-auto pl-11 [overflow-wrap:anywhere]">
      {names.map((name) => (
        <li key={name}>
          <VisibleText text={name} />
        </li>
      ))}
    </ul>
  );
}
