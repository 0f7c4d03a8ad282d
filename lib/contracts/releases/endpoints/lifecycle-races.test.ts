import { expect, test } from "vitest";
import { patch } from "@/lib/contracts/releases/endpoints/agents";
import { discard, edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { db } from "@/lib/db";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";
const ROUNDS = Number(process.env.MUSTER_ROUNDS ?? 60);

test("publish, publish, discard and patch at once leave one version for each success, without gap, equal to the draft", async () => {
  const { owner, workspace, ctx } = await given.workspace();
  const { id } = await given.agent(ctx, {});
  const ask = async (endpoint: Endpoint, json?: object) =>
    (await call(endpoint, { as: owner, params: { tenant: workspace.id, agent: id }, json })).status;
  let published = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    await ask(edit);
    const text = `round ${round}`;
    const [first, second, ...others] = await Promise.all([
      ask(publish),
      ask(publish),
      ask(discard),
      ask(patch, { runbook_text: text }),
    ]);
    published += [first, second].filter((status) => status === 200).length;
    expect([first, second, ...others].filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const agent = await db().agent.findUniqueOrThrow({ where: { id }, include: { liveVersion: true } });
    expect(agent.lifecycleState).toBe("live");
    expect(agent.liveVersion).toMatchObject({ agentId: id, content: { instructions: agent.instructions } });
    expect(agent.liveVersion?.position).toBe(published);
  }
  const versions = await db().agentVersion.findMany({ where: { agentId: id }, orderBy: { position: "asc" } });
  expect(versions.map(({ label }) => label)).toEqual(Array.from({ length: published }, (_, i) => `v${i + 1}`));
  const succeeded = { targetId: id, action: "agent.published", outcome: "success" };
  expect(await db().auditEvent.count({ where: succeeded })).toBe(published);
}, 600_000);
