"use client";
import { useQuery } from "@tanstack/react-query";
import { Drama } from "lucide-react";
import { lazy, useState } from "react";
import { type Fact, FactList } from "@/components/agents/fact-list";
import { EditDeleteButtons } from "@/components/patterns/edit-delete-buttons";
import { EmptyState } from "@/components/patterns/empty-state";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { FirstUse } from "@/components/ui/on-demand";
import { Time } from "@/components/ui/time";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { personaQueries } from "@/lib/client/persona-queries";
import { temperatureWords } from "@/lib/client/persona-words";
import type { PersonaResource } from "@/lib/contracts/plugins/wire/personas";
import { DeletePersonaDialog } from "./delete-persona-dialog";
import { PersonaUsers } from "./persona-users";
import { ScopeBadge } from "./scope-badge";

const PersonaForm = lazy(() => import("./persona-form").then(({ PersonaForm }) => ({ default: PersonaForm })));

type PersonaRoomProps = { id: number; onGone: () => void };

/** One persona: what it says, who speaks as it, and what can be done with it. */
export function PersonaRoom({ id, onGone }: PersonaRoomProps) {
  const { workspace } = useConsoleSession();
  const [deleted, setDeleted] = useState(false);
  const query = useQuery({ ...personaQueries.one(workspace?.id ?? null, id), enabled: !deleted });
  if (query.error instanceof ApiError && [404, 422].includes(query.error.status)) return <PersonaAbsent />;
  return (
    <>
      {!query.data && <PageHeader title="Persona" />}
      <QueryView query={query} what="the persona">
        {(persona) => (
          <Room
            persona={persona}
            onDeleted={() => {
              setDeleted(true);
              onGone();
            }}
          />
        )}
      </QueryView>
    </>
  );
}

function Room({ persona, onDeleted }: { persona: PersonaResource; onDeleted: () => void }) {
  const [dialog, setDialog] = useState<"edit" | "delete" | null>(null);
  const { workspace } = useConsoleSession();
  const { data: uses } = useQuery(personaQueries.uses(workspace?.id ?? null, persona.id));
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader
        title={persona.name}
        badges={<ScopeBadge scope={persona.scope} />}
        description={persona.description ?? undefined}
        crumbs={[{ label: "Personas", href: consolePaths.personas }, { label: persona.name }]}
        actions={
          uses?.mayChange && <EditDeleteButtons onEdit={() => setDialog("edit")} onDelete={() => setDialog("delete")} />
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <CardHeader
            title="Prompt"
            description="How the agent speaks: the beginning of its prompt."
            actions={<CopyButton value={persona.system_prompt} what="prompt" />}
          />
          <CardBody>
            <MarkdownView text={persona.system_prompt} />
          </CardBody>
        </Card>
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <CardHeader title="About" />
            <CardBody>
              <FactList facts={factsOf(persona)} />
            </CardBody>
          </Card>
          <PersonaUsers id={persona.id} />
        </div>
      </div>
      <FirstUse when={dialog === "edit"}>
        <PersonaForm existing={persona} open={dialog === "edit"} onOpenChange={close} />
      </FirstUse>
      <DeletePersonaDialog persona={persona} open={dialog === "delete"} onOpenChange={close} onDeleted={onDeleted} />
    </>
  );
}

function factsOf(persona: PersonaResource): Fact[] {
  const { voice_description, category, suggested_temperature, scope, slug, created_at, updated_at } = persona;
  return [
    ...(voice_description ? [{ label: "Voice", value: <VisibleText text={voice_description} /> }] : []),
    { label: "Temperature", value: temperatureWords(suggested_temperature) },
    ...(category ? [{ label: "Category", value: <VisibleText text={category} /> }] : []),
    { label: "Usable in", value: scope === "global" ? "Every workspace" : "This workspace" },
    { label: "Slug", value: <Code>{slug}</Code> },
    { label: "Created", value: <Time value={created_at} /> },
    { label: "Updated", value: <Time value={updated_at} /> },
  ];
}

/** Nothing to see under this address. */
export function PersonaAbsent() {
  return (
    <>
      <PageHeader
        title="Persona"
        crumbs={[{ label: "Personas", href: consolePaths.personas }, { label: "Not here" }]}
      />
      <EmptyState
        icon={<Drama />}
        title="This persona is not here"
        actions={
          <Button asChild>
            <Link href={consolePaths.personas}>All personas</Link>
          </Button>
        }
      >
        It was deleted, or it belongs to another workspace.
      </EmptyState>
    </>
  );
}
