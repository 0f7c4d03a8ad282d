"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ContextBlocks } from "@/components/agent-plugins/context-blocks";
import { ContextChanges } from "@/components/agent-plugins/context-changes";
import { FailureAlert } from "@/components/patterns/failure-alert";
import { MarkdownEditor } from "@/components/patterns/markdown-editor";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { showToast } from "@/components/ui/toaster";
import {
  type AgentPersona,
  agentPersonaQueries,
  choiceBody,
  choiceOf,
  choosePersona,
  type PersonaChoice,
  sameChoice,
} from "@/lib/client/agent-persona-queries";
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

type PersonaChooserProps = { agent: AgentDetail; begun: AgentPersona; onClose: () => void };

/** Chooses how an agent's draft speaks, and shows what that makes of its context before it is saved. */
export default function PersonaChooser({ agent, begun, onClose }: PersonaChooserProps) {
  const [base, setBase] = useState(begun);
  const [overtaken, setOvertaken] = useState(false);
  const before = choiceOf(base);
  const [choice, setChoice] = useState<PersonaChoice>(before.kind === "none" ? { ...before, kind: "stored" } : before);
  const saving = useMutation(choosePersona(useQueryClient(), agent));
  const change = (part: Partial<PersonaChoice>) => setChoice((now) => ({ ...now, ...part }));
  const complete = choiceBody(choice) !== null;
  const same = sameChoice(choice, before);
  const save = () =>
    saving.mutate(
      { choice, base },
      {
        onSuccess: (chosen) => {
          setOvertaken(chosen.kind === "overtaken");
          if (chosen.kind === "overtaken") return setBase(chosen.theirs);
          const title = chosen.name ? `${agent.name} speaks as ${chosen.name}` : `Persona of ${agent.name} saved`;
          showToast({ tone: "success", title });
          onClose();
        },
      },
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Persona of ${agent.name}`}
        description={agent.live && `It is chosen for the draft; ${agent.live.label} stays as it is until you publish.`}
        size="lg"
      >
        <DialogBody>
          <FailureAlert error={saving.error} />
          {overtaken && <Overtaken agent={agent} theirs={base} onTake={onClose} />}
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
            {overtaken ? "Save mine instead" : "Save"}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** Somebody else was first: what is chosen now, and the two ways on. */
function Overtaken({ agent, theirs, onTake }: { agent: AgentDetail; theirs: AgentPersona; onTake: () => void }) {
  const { kind } = choiceOf(theirs);
  const now =
    kind === "custom"
      ? "a text of its own"
      : kind === "none"
        ? "no persona"
        : (theirs.persona_name ?? "another persona");
  return (
    <Alert
      tone="warning"
      live
      title={`Somebody else changed the persona of ${agent.name} meanwhile`}
      actions={
        <Button size="sm" onClick={onTake}>
          Keep theirs
        </Button>
      }
    >
      It has {now} now, and yours is not saved yet. Keep theirs, or save yours in its place.
    </Alert>
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
