"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { NamedList } from "@/components/patterns/named-list";
import { VisibleText } from "@/components/patterns/visible-text";
import { PlanDialog } from "@/components/plugins/plan-dialog";
import { TextLink } from "@/components/ui/link";
import { showToast } from "@/components/ui/toaster";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { deletePersona, personaQueries } from "@/lib/client/persona-queries";
import { agentWords } from "@/lib/client/plugin-words";
import type { PersonaUses } from "@/lib/contracts/console/wire/persona";
import type { PersonaResource } from "@/lib/contracts/plugins/wire/personas";

type DeletePersonaDialogProps = {
  persona: PersonaResource;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
};

/** Asks before a persona is deleted: names the live agents that keep it, and the drafts that lose it. */
export function DeletePersonaDialog({ persona, open, onOpenChange, onDeleted }: DeletePersonaDialogProps) {
  const { workspace } = useConsoleSession();
  const query = useQuery({ ...personaQueries.uses(workspace?.id ?? null, persona.id), enabled: open, staleTime: 0 });
  const { mutateAsync } = useMutation(deletePersona(useQueryClient(), persona));
  const confirm = async () => {
    const { agents_cleared: cleared } = await mutateAsync();
    showToast({
      tone: "success",
      title: `${persona.name} was deleted`,
      description: cleared > 0 ? `${agentWords(cleared)} no longer ${cleared === 1 ? "has" : "have"} it.` : undefined,
    });
    onDeleted();
  };
  return (
    <PlanDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${persona.name}?`}
      query={query}
      danger
      blocked={({ agents }) => agents.some(({ live }) => live)}
      confirmLabel={() => "Delete persona"}
      onConfirm={confirm}
    >
      {(uses) => <Uses uses={uses} />}
    </PlanDialog>
  );
}

function Uses({ uses: { agents, more } }: { uses: PersonaUses }) {
  const live = agents.filter((agent) => agent.live);
  const drafts = agents.filter((agent) => !agent.live);
  return (
    <div className="flex flex-col gap-4 text-muted text-sm">
      {live.length > 0 && (
        <>
          <p className="text-fg">
            It cannot be deleted while live versions speak as it. Choose another persona for these agents and publish
            them first.
          </p>
          <Agents title={`Live in ${agentWords(live.length)}`} agents={live} more={drafts.length > 0 ? 0 : more} />
        </>
      )}
      {drafts.length > 0 && (
        <Agents
          title={`${agentWords(drafts.length)} ${drafts.length === 1 ? "has" : "have"} it in the draft`}
          agents={drafts}
          more={more}
        />
      )}
      {live.length === 0 && (
        <p>
          {drafts.length > 0 ? "Their drafts will speak as no persona. " : "No agent that you can see speaks as it. "}
          It cannot be brought back.
        </p>
      )}
    </div>
  );
}

function Agents({ title, agents, more }: { title: string; agents: PersonaUses["agents"]; more: number }) {
  return (
    <NamedList title={title} icon={<Bot aria-hidden />} more={more}>
      {agents.map(({ id, name }) => ({
        id,
        shown: (
          <TextLink href={consolePaths.agent(id)}>
            <VisibleText text={name} />
          </TextLink>
        ),
      }))}
    </NamedList>
  );
}
