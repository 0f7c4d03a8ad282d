"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Save } from "lucide-react";
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
  chosenSets,
  saveAssignments,
  throughModels,
} from "@/lib/client/assignment-queries";
import { enterEditMode } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { AssignedList } from "./assigned-list";

/** What an agent is equipped with. */
export function ResourcesTab({ agent }: { agent: AgentDetail }) {
  const query = useQuery(assignmentQueries.one(agent.id));
  return (
    <QueryView query={query} what="the resources">
      {(assigned) => <Assigned agent={agent} assigned={assigned} />}
    </QueryView>
  );
}

type AssignedProps = { agent: AgentDetail; assigned: Assignments };

/** Why nothing can be changed here, where that is so. */
function Why({ agent, assigned }: AssignedProps) {
  const { mayChange, lifecycleState, shown } = assigned;
  if (mayChange && lifecycleState === "live") {
    return (
      <Alert
        tone="info"
        title={`${agent.live?.label ?? agent.name} is live`}
        actions={<EnterEditMode agent={{ ...agent, rev: assigned.rev }} />}
      >
        What is live does not change under its users. In edit mode you change a draft, and publish it when it is ready.
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

function EnterEditMode({ agent }: { agent: AgentDetail }) {
  const { mutate, isPending } = useMutation(enterEditMode(useQueryClient(), agent));
  const { name } = agent;
  const begin = () =>
    mutate(undefined, {
      onSuccess: () => showToast({ tone: "success", title: `${name} has a draft now; what is live stays live` }),
      onError: (error) =>
        showToast({ tone: "danger", title: `No draft of ${name}`, description: describeError(error).message }),
    });
  return (
    <Button size="sm" variant="primary" loading={isPending} onClick={begin}>
      <Pencil aria-hidden />
      Enter edit mode
    </Button>
  );
}

function Assigned({ agent, assigned }: AssignedProps) {
  const [draft, setDraft] = useState<AssignedSets | null>(null);
  const save = useMutation(saveAssignments(useQueryClient(), agent, assigned));
  const stored = chosenSets(assigned);
  const editable = assigned.mayChange && assigned.lifecycleState === "draft";
  const sets = (editable && draft) || stored;
  const changed = changedKinds(stored, sets).length > 0;
  const store = () =>
    save.mutate(sets, {
      onSuccess: () => {
        setDraft(null);
        showToast({ tone: "success", title: `Saved the resources of ${agent.name}` });
      },
    });
  return (
    <div className="flex flex-col gap-4">
      <Why agent={agent} assigned={assigned} />
      {save.error && <Alert tone="danger" live title={describeError(save.error).message} />}
      {assignedKinds.map((kind) => (
        <AssignedList
          key={kind}
          kind={kind}
          workspaceId={agent.workspaceId}
          things={sets[kind]}
          through={kind === "dataConnections" ? throughModels(assigned, sets) : undefined}
          onChange={editable ? (things) => setDraft({ ...sets, [kind]: things }) : undefined}
        />
      ))}
      {changed && <SaveBar saving={save.isPending} onSave={store} onDiscard={() => setDraft(null)} />}
    </div>
  );
}

type SaveBarProps = { saving: boolean; onSave: () => void; onDiscard: () => void };

function SaveBar({ saving, onSave, onDiscard }: SaveBarProps) {
  return (
    <div
      role="status"
      className="sticky bottom-3 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line-strong bg-raised px-4 py-2.5 shadow-pop"
    >
      <span className="text-fg text-sm">Changes that are not saved yet</span>
      <span className="flex gap-2">
        <Button onClick={onDiscard} disabled={saving}>
          Discard
        </Button>
        <Button variant="primary" onClick={onSave} loading={saving}>
          <Save aria-hidden />
          Save resources
        </Button>
      </span>
    </div>
  );
}
