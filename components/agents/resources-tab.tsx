"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import {
  type AssignedSets,
  assignedKinds,
  assignmentQueries,
  changedKinds,
  replaceAssignments,
} from "@/lib/client/assignment-queries";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { AssignedList } from "./assigned-list";

type ResourcesTabProps = { agentRef: string; name: string };

/** What an agent is equipped with. */
export function ResourcesTab({ agentRef, name }: ResourcesTabProps) {
  const query = useQuery(assignmentQueries.one(agentRef));
  return (
    <QueryView query={query} what="the resources">
      {(assigned) => <Assigned agentRef={agentRef} name={name} assigned={assigned} />}
    </QueryView>
  );
}

/** Why nothing can be changed here, where that is so. */
function Why({ assigned, name }: { assigned: Assignments; name: string }) {
  const { mayChange, lifecycleState, shown } = assigned;
  if (mayChange && lifecycleState === "live") {
    return (
      <Alert tone="info" title={`${name} is live`}>
        What is live does not change under its users. Enter edit mode first, change the resources in the draft, and
        publish it again.
      </Alert>
    );
  }
  if (mayChange) return null;
  return (
    <Alert
      tone="info"
      title={shown === "live" ? "What the live version has" : "You can see these resources but not change them"}
    >
      The owner of the agent, its editors and the admins of the workspace can change them.
    </Alert>
  );
}

type AssignedProps = ResourcesTabProps & { assigned: Assignments };

function Assigned({ agentRef, name, assigned }: AssignedProps) {
  const [draft, setDraft] = useState<AssignedSets | null>(null);
  const save = useMutation(replaceAssignments(useQueryClient(), agentRef, assigned));
  const sets = draft ?? assigned;
  const editable = assigned.mayChange && assigned.lifecycleState === "draft";
  const changes = draft ? changedKinds(assigned, draft).length : 0;
  const store = () =>
    save.mutate(sets, {
      onSuccess: () => {
        setDraft(null);
        showToast({ tone: "success", title: `Saved the resources of ${name}` });
      },
    });
  return (
    <div className="flex flex-col gap-4">
      <Why assigned={assigned} name={name} />
      {save.error && <Alert tone="danger" live title={describeError(save.error).message} />}
      {assignedKinds.map((kind) => (
        <AssignedList
          key={kind}
          kind={kind}
          things={sets[kind]}
          onChange={editable ? (things) => setDraft({ ...sets, [kind]: things }) : undefined}
        />
      ))}
      {editable && changes > 0 && (
        <div
          role="status"
          className="sticky bottom-3 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line-strong bg-raised px-4 py-2.5 shadow-pop"
        >
          <span className="text-fg text-sm">Changes that are not saved yet</span>
          <span className="flex gap-2">
            <Button onClick={() => setDraft(null)} disabled={save.isPending}>
              Discard
            </Button>
            <Button variant="primary" onClick={store} loading={save.isPending}>
              <Save aria-hidden />
              Save resources
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
