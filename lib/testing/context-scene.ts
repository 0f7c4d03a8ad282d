import * as endpoints from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as ofWorkspace from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import type { ContextResource } from "@/lib/contracts/plugins/wire/agent-plugins";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import type { GivenPlugin } from "@/lib/testing/given-plugin";

const models = ["acme/large-2", "acme/small-1"];

/** An agent with models in a workspace of its own, and what is done with its plugins and its context. */
export async function contextScene(fields: object = {}) {
  const { workspace, owner, ctx } = await given.workspace();
  const agent = await given.agent(ctx);
  await db().agent.update({ where: { id: agent.id }, data: { models, temperature: 0.2, ...fields } });
  const at = (as: Person) => ({ as, params: { agent_id: agent.number }, headers: { "x-workspace-id": workspace.id } });
  const ask = (query: Record<string, string> = {}, as = owner) =>
    call(endpoints.assembledContext, { ...at(as), query });
  const read = async (query: Record<string, string> = {}, as = owner) => {
    const { status, body } = await ask(query, as);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as ContextResource;
  };
  const enable = async (...plugins: GivenPlugin[]) => {
    for (const { plugin_id } of plugins)
      await call(ofWorkspace.enable, { as: owner, params: { workspace_id: workspace.id }, json: { plugin_id } });
  };
  const assign = async (...plugins: GivenPlugin[]) => {
    await enable(...plugins);
    const json = { plugin_ids: plugins.map(({ plugin_id }) => plugin_id) };
    const { status, body } = await call(endpoints.replaceOfAgent, { ...at(owner), json });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const disable = ({ plugin_id }: GivenPlugin) =>
    call(ofWorkspace.disable, { as: owner, params: { workspace_id: workspace.id, plugin_id } });
  return { workspace, owner, ctx, agent, ask, read, enable, assign, disable, at };
}

/** A persona of a workspace, or a global one. */
export async function givenPersona(workspaceId: string | null, fields: object = {}) {
  const text = "You keep people calm during an outage.\nState facts first and guesses last.";
  const slug = `calm-operator-${newId("view").slice(-14)}`;
  const data = { workspaceId, slug, name: "Calm Operator", prompt: text, category: "Operations", ...fields };
  return db().persona.create({ data: { voiceDescription: "Short, calm, exact", suggestedTemperature: 0.4, ...data } });
}
