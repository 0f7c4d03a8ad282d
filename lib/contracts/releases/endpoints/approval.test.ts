import { expect, test } from "vitest";
import { show } from "@/lib/contracts/releases/endpoints/agents";
import { attachServer, detachServer, listAgentServers } from "@/lib/contracts/releases/endpoints/attachments";
import { edit, publish, state } from "@/lib/contracts/releases/endpoints/lifecycle";
import { version } from "@/lib/contracts/releases/endpoints/versions";
import type { VersionDetail } from "@/lib/contracts/releases/wire/versions";
import { approve } from "@/lib/contracts/submissions/endpoints/review";
import { db } from "@/lib/db";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import type { Person } from "@/lib/testing/given";
import { givenMcpServer } from "@/lib/testing/given-assignable";
import { as, givenSubmission, submitVersion } from "@/lib/testing/review-scene";

/** A package that waits for review, and three servers of its workspace. */
async function givenWaiting() {
  const scene = await givenSubmission();
  const { workspace, owner, author, agent } = scene;
  const [test, production, late] = [
    await givenMcpServer(workspace),
    await givenMcpServer(workspace),
    await givenMcpServer(workspace),
  ];
  const ask = (endpoint: Endpoint, json?: object, params = {}, person: Person = owner) =>
    call(endpoint, { as: person, params: { tenant: workspace.slug, agent: agent.id, ...params }, json });
  const approved = async () => {
    const answer = await call(approve, { as: owner, params: { agent_id: agent.number } });
    expect(answer.status).toBe(200);
  };
  const serversOf = async (label: string) =>
    as<VersionDetail>(await ask(version, undefined, { version: label })).attachments.mcp_servers.map(({ id }) => id);
  const shownTo = async (person: Person) =>
    as<{ data: { id: string }[] }>(await ask(listAgentServers, undefined, {}, person)).data.map(({ id }) => id);
  return { ...scene, ask, approved, serversOf, shownTo, ids: { test, production, late }, author };
}

test("the first approval publishes what is attached to the draft, with its files", async () => {
  const { ask, approved, serversOf, agent, ids } = await givenWaiting();
  await ask(attachServer, { mcp_server_id: ids.test });
  await db().agentFile.create({ data: { agentId: agent.id, path: "a.csv", size: 1, sha256: "a".repeat(64) } });
  await approved();
  expect((await ask(state)).body).toMatchObject({ state: "live", has_draft: false });
  expect(await serversOf("v1")).toEqual([ids.test]);
  const shown = as<VersionDetail>(await ask(version, undefined, { version: "v1" }));
  expect(shown.attachments.files).toMatchObject([{ path: "a.csv" }]);
});

test("a later approval publishes the live version's attachments and leaves an open draft open", async () => {
  const { ask, approved, serversOf, shownTo, agent, author, admin, ids } = await givenWaiting();
  await ask(attachServer, { mcp_server_id: ids.test });
  await approved();
  await ask(edit);
  await ask(publish, { mcp_server_mappings: { [ids.test]: ids.production } });
  await submitVersion(author, agent, { version: "2.0.0", description: "Second" });
  await ask(edit);
  await ask(attachServer, { mcp_server_id: ids.late });
  await ask(detachServer, undefined, { id: ids.test });
  await approved();
  expect((await ask(state)).body).toMatchObject({ state: "draft", has_draft: true });
  const live = as<VersionDetail>(await ask(version, undefined, { version: "v3" }));
  expect(live).toMatchObject({ is_live: true, package_version: "2.0.0", content: { description: "Second" } });
  expect(live.mcp_server_mappings).toEqual({ [ids.test]: ids.production });
  expect(await serversOf("v3")).toEqual([ids.production]);
  expect(await shownTo(admin)).toEqual([ids.late]);
  expect((await ask(show)).body).toMatchObject({ state: "draft", version: "v3", description: "Second" });
});
