"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { EnterEditButton } from "@/components/releases/enter-edit-button";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { type AgentPersona, agentPersonaQueries } from "@/lib/client/agent-persona-queries";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const PersonaChooser = lazy(() => import("./persona-chooser"));

/** Which persona an agent speaks as, and the way to another one. */
export function PersonaCard({ agent }: { agent: AgentDetail }) {
  const query = useQuery(agentPersonaQueries.of(agent));
  const [begun, setBegun] = useState<AgentPersona | null>(null);
  return (
    <Card>
      <CardHeader
        title="Persona"
        description="How the agent speaks: the beginning of its prompt."
        actions={
          agent.may.includes("edit") &&
          query.data && <ChooseButton agent={agent} onChoose={() => setBegun(query.data)} />
        }
      />
      <CardBody>
        <QueryView query={query} what="the persona">
          {(persona) => <Chosen agent={agent} persona={persona} />}
        </QueryView>
      </CardBody>
      {begun && (
        <Suspense fallback={null}>
          <PersonaChooser agent={agent} begun={begun} onClose={() => setBegun(null)} />
        </Suspense>
      )}
    </Card>
  );
}

/** A draft's persona is chosen at once; of a live agent a draft is made first. */
function ChooseButton({ agent, onChoose }: { agent: AgentDetail; onChoose: () => void }) {
  if (agent.lifecycleState !== "draft" && agent.live) {
    return <EnterEditButton agent={agent}>Choose in a draft</EnterEditButton>;
  }
  return (
    <Button size="sm" onClick={onChoose}>
      Choose persona
    </Button>
  );
}

function Chosen({ agent, persona }: { agent: AgentDetail; persona: AgentPersona }) {
  const { workspace } = useConsoleSession();
  const { use_custom_persona, custom_persona_prompt, persona_id, persona_name, voice_description } = persona;
  if (use_custom_persona && custom_persona_prompt) {
    return (
      <>
        <p className="mb-2 font-medium text-fg text-sm">A text of its own</p>
        <MarkdownView text={custom_persona_prompt} className="max-h-64 overflow-auto" />
      </>
    );
  }
  if (persona_id === null) return <p className="text-muted text-sm">None. The prompt begins with the instructions.</p>;
  const name = <VisibleText text={persona_name ?? ""} />;
  return (
    <>
      <p className="font-medium text-sm">
        {workspace?.id === agent.workspaceId ? (
          <TextLink href={consolePaths.persona(persona_id)}>{name}</TextLink>
        ) : (
          <span className="text-fg">{name}</span>
        )}
      </p>
      {voice_description && (
        <p className="text-muted text-sm">
          <VisibleText text={voice_description} />
        </p>
      )}
    </>
  );
}
