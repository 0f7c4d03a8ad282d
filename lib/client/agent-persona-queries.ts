import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { agentPersona, personaChoice } from "@/lib/contracts/plugins/wire/personas";
import type { AssembledContext, PlacedAgent } from "./agent-plugin-queries";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { type ApiOptions, api } from "./fetcher";

/** With the revision of the agent that a choice builds on. */
export type AgentPersona = z.infer<typeof agentPersona> & { rev: number };
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

/** The revision is read before the persona: one that changes in between is newer than its revision, and a choice over it is refused. */
async function readPersona(agent: PlacedAgent, signal?: AbortSignal): Promise<AgentPersona> {
  const { rev } = await api<AgentDetail>(`/api/console/agents/${encodeURIComponent(agent.id)}`, { signal });
  return { ...(await ask<z.infer<typeof agentPersona>>(agent, "/persona", { signal })), rev };
}

/** Which persona an agent speaks as. The keys begin as the agent's, so that its events outdate them too. */
export const agentPersonaQueries = {
  of: (agent: PlacedAgent) =>
    queryOptions({
      queryKey: [...agentQueries.all, "persona", agent.id],
      queryFn: ({ signal }) => readPersona(agent, signal),
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

export type Choosing = { choice: PersonaChoice; base: AgentPersona };
/** Chosen, or what somebody else chose first. */
export type Chosen = { kind: "chosen"; name: string | null } | { kind: "overtaken"; theirs: AgentPersona };

export const sameChoice = (one: PersonaChoice, other: PersonaChoice) =>
  JSON.stringify(choiceBody(one)) === JSON.stringify(choiceBody(other));

/** Chooses over `base` alone. Where something else of the agent changed meanwhile, but not its persona, it is chosen all the same. */
async function choose(agent: PlacedAgent, { choice, base }: Choosing, again = true): Promise<Chosen> {
  try {
    const body = choiceBody(choice) ?? {};
    const { persona_name } = await ask<AgentPersona>(agent, "/persona", { method: "PUT", body, rev: base.rev });
    return { kind: "chosen", name: persona_name };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const theirs = await readPersona(agent);
    if (sameChoice(choiceOf(theirs), choice)) return { kind: "chosen", name: theirs.persona_name };
    if (!sameChoice(choiceOf(theirs), choiceOf(base))) return { kind: "overtaken", theirs };
    if (!again) throw error;
    return choose(agent, { choice, base: theirs }, false);
  }
}

/** Lets an agent's draft speak as another persona, unless somebody else has chosen one meanwhile. */
export function choosePersona(client: QueryClient, agent: PlacedAgent) {
  return {
    mutationFn: (choosing: Choosing) => choose(agent, choosing),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: agentQueries.all }),
        client.invalidateQueries({ queryKey: ["personas"] }),
      ]),
  };
}
