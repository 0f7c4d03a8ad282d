import { expect, test } from "vitest";
import { type AgentPersona, choiceBody, choiceOf } from "./agent-persona-queries";

const persona = (fields: Partial<AgentPersona>): AgentPersona => ({
  agent_id: 1,
  persona_id: null,
  persona_name: null,
  persona_slug: null,
  system_prompt: null,
  voice_description: null,
  custom_persona_prompt: null,
  use_custom_persona: false,
  rev: 1,
  ...fields,
});

test("what an agent has is what is sent for it again; its own text outlives another choice", () => {
  const sent = (fields: Partial<AgentPersona>) => choiceBody(choiceOf(persona(fields)));
  expect(sent({})).toEqual({ custom_prompt: null });
  expect(sent({ persona_id: 3, custom_persona_prompt: "Mine." })).toEqual({ persona_id: 3, custom_prompt: "Mine." });
  expect(sent({ custom_persona_prompt: "Mine.", use_custom_persona: true })).toEqual({
    custom_prompt: "Mine.",
    use_custom: true,
  });
});

test("a choice that lacks its persona or its text is not sent", () => {
  expect(choiceBody({ kind: "stored", personaId: null, text: "" })).toBeNull();
  expect(choiceBody({ kind: "custom", personaId: 3, text: " \n" })).toBeNull();
});
