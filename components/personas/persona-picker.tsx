"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FactList } from "@/components/agents/fact-list";
import { Combobox } from "@/components/patterns/combobox";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { SkeletonLines } from "@/components/ui/skeleton";
import { personaQueries } from "@/lib/client/persona-queries";
import { searchPersonas, temperatureWords } from "@/lib/client/persona-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PersonaItem } from "@/lib/contracts/plugins/wire/personas";
import { ScopeBadge } from "./scope-badge";

type PersonaPickerProps = { agent: AgentDetail; value: number | null; onChange: (id: number | null) => void };

/** One of the personas that the agent's workspace can use, and what is suggested with it. */
export function PersonaPicker({ agent, value, onChange }: PersonaPickerProps) {
  const query = useQuery(personaQueries.list(agent.workspaceId));
  return (
    <QueryView
      query={query}
      what="the personas"
      skeleton={<SkeletonLines lines={1} />}
      isEmpty={(personas) => personas.length === 0}
      empty={
        <Alert title="There is no persona to choose yet">
          Make one on the Personas page, or give {agent.name} a text of its own.
        </Alert>
      }
    >
      {(personas) => <Choice personas={personas} value={value} onChange={onChange} />}
    </QueryView>
  );
}

const hintOf = ({ scope, category, voice_description, suggested_temperature }: PersonaItem) =>
  [
    scope === "global" ? "Global" : "Workspace",
    category,
    suggested_temperature !== null && `Temperature ${suggested_temperature}`,
    voice_description,
  ]
    .filter(Boolean)
    .join(" · ");

type ChoiceProps = Pick<PersonaPickerProps, "value" | "onChange"> & { personas: readonly PersonaItem[] };

function Choice({ personas, value, onChange }: ChoiceProps) {
  const [q, setQ] = useState("");
  const chosen = personas.find(({ id }) => id === value);
  const options = searchPersonas(personas, { q, scope: "all" }).map((persona) => ({
    id: String(persona.id),
    label: persona.name,
    hint: hintOf(persona),
  }));
  return (
    <>
      <Combobox
        label="Persona"
        value={chosen?.name ?? null}
        none="Nothing chosen yet"
        placeholder="Search by name, voice or category"
        options={options}
        searching={false}
        onSearch={setQ}
        onChange={(id) => onChange(id === null ? null : Number(id))}
        nothing="No persona has this text."
      />
      {chosen && <FactList facts={factsOf(chosen)} />}
    </>
  );
}

function factsOf(chosen: PersonaItem) {
  const { scope, voice_description, suggested_temperature } = chosen;
  return [
    { label: "Usable in", value: <ScopeBadge scope={scope} /> },
    ...(voice_description ? [{ label: "Voice", value: <VisibleText text={voice_description} /> }] : []),
    { label: "Temperature", value: temperatureWords(suggested_temperature) },
  ];
}
