"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ContextBlocks } from "@/components/agent-plugins/context-blocks";
import { ContextChanges } from "@/components/agent-plugins/context-changes";
import { FailureAlert } from "@/components/patterns/failure-alert";
import { MarkdownEditor } from "@/components/patterns/markdown-editor";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { showToast } from "@/components/ui/toaster";
import { agentPersonaQueries, choiceBody, choosePersona, type PersonaChoice } from "@/lib/client/agent-persona-queries";
import { lacksModel } from "@/lib/client/agent-plugin-queries";
import { useSettled } from "@/lib/client/use-settled";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { LONGEST_PERSONA_PROMPT } from "@/lib/domain/personas/rules";
import { PersonaPicker } from "./persona-picker";

const kinds = [
  { value: "stored", label: "A persona" },
  { value: "custom", label: "Own text" },
  { value: "none", label: "None" },
] as const;

const views = [
  { value: "changes", label: "What changes" },
  { value: "prompt", label: "Whole prompt" },
] as const;

/** ms without a keystroke before a text is tried. */
const PAUSE = 400;

type PersonaChooserProps = { agent: AgentDetail; begun: PersonaChoice; onClose: () => void };

/** Chooses how an agent's draft speaks, and shows what that makes of its context before it is saved. */
export default function PersonaChooser({ agent, begun, onClose }: PersonaChooserProps) {
  const [choice, setChoice] = useState<PersonaChoice>(begun.kind === "none" ? { ...begun, kind: "stored" } : begun);
  const saving = useMutation(choosePersona(useQueryClient(), agent));
  const change = (part: Partial<PersonaChoice>) => setChoice((now) => ({ ...now, ...part }));
  const complete = choiceBody(choice) !== null;
  const same = JSON.stringify(choiceBody(choice)) === JSON.stringify(choiceBody(begun));
  const save = () =>
    saving.mutate(choice, {
      onSuccess: ({ persona_name }) => {
        const title = persona_name ? `${agent.name} speaks as ${persona_name}` : `Persona of ${agent.name} saved`;
        showToast({ tone: "success", title });
        onClose();
      },
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Persona of ${agent.name}`}
        description={agent.live && `It is chosen for the draft; ${agent.live.label} stays as it is until you publish.`}
        size="lg"
      >
        <DialogBody>
          <FailureAlert error={saving.error} />
          <Segmented
            label="Speaks as"
            segments={kinds}
            value={choice.kind}
            onChange={(kind) => change({ kind })}
            className="self-start"
          />
          {choice.kind === "stored" && (
            <PersonaPicker agent={agent} value={choice.personaId} onChange={(personaId) => change({ personaId })} />
          )}
          {choice.kind === "custom" && (
            <MarkdownEditor
              aria-label="Own text"
              maxLength={LONGEST_PERSONA_PROMPT}
              text={choice.text}
              value={choice.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
          {complete && !same && <Preview agent={agent} choice={choice} />}
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" disabled={!complete || same} loading={saving.isPending} onClick={save}>
            Save
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** The context as it would be, beside what it is. */
function Preview({ agent, choice }: { agent: AgentDetail; choice: PersonaChoice }) {
  const [view, setView] = useState<(typeof views)[number]["value"]>("changes");
  const settled = useSettled(choice, choice.kind === "custom" ? PAUSE : 0);
  const tried = useQuery(agentPersonaQueries.tried(agent, settled));
  if (lacksModel(tried.error)) {
    return (
      <p className="text-muted text-sm">A preview is put together for a model, and {agent.name} has none set yet.</p>
    );
  }
  return (
    <>
      <Segmented label="Preview" segments={views} value={view} onChange={setView} className="self-start" />
      {view === "prompt" && tried.data ? (
        <div className="shrink-0">
          <ContextBlocks context={tried.data} />
        </div>
      ) : (
        <ContextChanges agent={agent} tried={tried} className="shrink-0" />
      )}
    </>
  );
}
