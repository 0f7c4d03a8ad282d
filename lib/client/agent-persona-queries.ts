import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { agentPersona, personaChoice } from "@/lib/contracts/plugins/wire/personas";
import type { AssembledContext, PlacedAgent } from "./agent-plugin-queries";
import { agentQueries } from "./agent-queries";
import { type ApiOptions, api } from "./fetcher";

export type AgentPersona = z.infer<typeof agentPersona>;
/** What is chosen in the form: one that is stored, a text of the agent's own, or none. */
export type PersonaChoice = { kind: "stored" | "custom" | "none"; personaId: number | null; text: string };

function ask<T>({ id, workspaceId }: PlacedAgent, rest: string, options: ApiOptions = {}): Promise<T> {
  return api<T>(`/api/agents/${encodeURIComponent(id)}${rest}`, { ...options, workspace: workspaceId });
}

/** The choice that an agent has. */
export function choiceOf(persona: AgentPersona): PersonaChoice {
  const { use_custom_persona, persona_id, custom_persona_prompt } = persona;
  const kind = use_custom_persona ? "custom" : persona_id === null ? "none" : "stored";
  return { kind, personaId: persona_id, text: custom_persona_prompt ?? "" };
}

/** A choice as it is sent; an own text stays with the agent while another persona is chosen. Null: something is missing. */
export function choiceBody({ kind, personaId, text }: PersonaChoice): z.input<typeof personaChoice> | null {
  const custom_prompt = text.trim() === "" ? null : text;
  if (kind === "custom") return custom_prompt === null ? null : { custom_prompt, use_custom: true };
  if (kind === "none") return { custom_prompt };
  return personaId === null ? null : { persona_id: personaId, custom_prompt };
}

/** Which persona an agent speaks as. The keys begin as the agent's, so that its events outdate them too. */
export const agentPersonaQueries = {
  of: (agent: PlacedAgent) =>
    queryOptions({
      queryKey: [...agentQueries.all, "persona", agent.id],
      queryFn: ({ signal }) => ask<AgentPersona>(agent, "/persona", { signal }),
    }),
  /** The context as it would be with a choice; asked only for a whole one. */
  tried: (agent: PlacedAgent, choice: PersonaChoice) => {
    const body = choiceBody(choice);
    return queryOptions({
      queryKey: [...agentQueries.all, "tried-persona", agent.id, body],
      queryFn: ({ signal }) =>
        ask<AssembledContext>(agent, "/assembled-context", { method: "POST", body: body ?? {}, signal }),
      enabled: body !== null,
      placeholderData: keepPreviousData,
    });
  },
};

/** Lets an agent's draft speak as another persona. */
export function choosePersona(client: QueryClient, agent: PlacedAgent) {
  return {
    mutationFn: (choice: PersonaChoice) =>
      ask<AgentPersona>(agent, "/persona", { method: "PUT", body: choiceBody(choice) ?? {} }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: agentQueries.all }),
        client.invalidateQueries({ queryKey: ["personas"] }),
      ]),
  };
}
