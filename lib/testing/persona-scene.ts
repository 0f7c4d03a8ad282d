import { putPersona, showPersona } from "@/lib/contracts/plugins/endpoints/agent-persona";
import * as endpoints from "@/lib/contracts/plugins/endpoints/personas";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const byName = { ...endpoints };
export type Body = Record<string, unknown>;
type Made = Body & { id: number; slug: string };
export const unique = () => newId("agent").slice(-8);

/** A workspace, and what its people do with personas. */
export async function personaScene() {
  const { workspace, owner, ctx } = await given.workspace();
  const headers = { "x-workspace-id": workspace.id };
  const ask = (
    what: keyof typeof byName,
    {
      as = owner,
      id,
      json,
      query,
    }: { as?: Person | null; id?: number; json?: Body; query?: Record<string, string> } = {},
  ) =>
    call(byName[what], {
      ...{ as, json, query, headers },
      params: { workspace_id: workspace.id, ...(id === undefined ? {} : { persona_id: id }) },
    });
  const made = async (json: Body = {}, what: "create" | "createGlobal" = "create", by?: Person) => {
    const as = by ?? (what === "create" ? owner : await given.outsider({ instanceAdmin: true }));
    const answer = await ask(what, { as, json: { name: `P ${unique()}`, system_prompt: "You are calm.", ...json } });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body as Made;
  };
  const choose = (number: number, json: Body, as = owner) =>
    call(putPersona, { as, json, headers, params: { agent_id: number } });
  const chosen = async (number: number, as = owner) =>
    (await call(showPersona, { as, headers, params: { agent_id: number } })).body;
  return { workspace, owner, ctx, headers, ask, made, choose, chosen };
}
