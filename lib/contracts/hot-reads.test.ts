import { expect, test } from "vitest";
import { heardEverythingUntil } from "@/lib/auth/actor-cache";
import * as console from "@/lib/contracts/console/endpoints/agents";
import { showFleetStats } from "@/lib/contracts/console/endpoints/overview";
import * as fleet from "@/lib/contracts/fleet/endpoints/agents";
import * as runs from "@/lib/contracts/fleet/endpoints/runs";
import * as tags from "@/lib/contracts/fleet/endpoints/tags";
import * as ofAgent from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as plugins from "@/lib/contracts/plugins/endpoints/agents";
import { browse } from "@/lib/contracts/plugins/endpoints/market";
import * as registry from "@/lib/contracts/registry/endpoints/read";
import * as releases from "@/lib/contracts/releases/endpoints/agents";
import { state } from "@/lib/contracts/releases/endpoints/lifecycle";
import * as submissions from "@/lib/contracts/submissions/endpoints/read";
import { db } from "@/lib/db";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { contextScene } from "@/lib/testing/context-scene";
import { countStatements } from "@/lib/testing/count-statements";
import { given } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";
import { givenPlugin } from "@/lib/testing/given-plugin";
import { submitted } from "@/lib/testing/submitting";

process.env.MUSTER_RATE_LIMIT = "0";
process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

const readings: Record<string, Endpoint> = {
  "the console's list": console.listAgents,
  "the console's agent": console.showAgent,
  "the fleet at a glance": showFleetStats,
  "the fleet": fleet.list,
  "one of the fleet": fleet.show,
  "its tags": tags.tags,
  "what it uses": runs.stats,
  "how full contexts are": fleet.contextStats,
  "who acts alone": fleet.autonomyStatus,
  "the releases' list": releases.list,
  "the releases' agent": releases.show,
  "draft or live": state,
  "the plugins' list": plugins.list,
  "the plugins' agent": plugins.show,
  "the plugins of an agent": ofAgent.listOfAgent,
  "the assembled context": ofAgent.assembledContext,
  "the marketplace": browse,
  "the registry": registry.listAgents,
  "the registry's agent": registry.showAgent,
  "the submissions": submissions.list,
  "one submission": submissions.details,
};

test("whatever is read often takes one round trip to the database, from whoever is signed in", async () => {
  const { workspace, owner, agent, assign } = await contextScene();
  await assign(await givenPlugin(await given.outsider({ instanceAdmin: true })));
  await givenLive(agent.id);
  const runtime = { agentId: agent.id, driver: "docker", isolation: "docker", observedState: "running" };
  const lastStats = { cpuPercent: 1, memoryBytes: 2, memoryLimitBytes: 4 };
  await db().runtime.create({ data: { ...runtime, startedAt: new Date(), statsAt: new Date(), lastStats } });
  const packaged = await submitted(owner);
  // As while the listener answers: else a slow machine asks again who calls, after a second.
  heardEverythingUntil(Date.now() + 60_000);
  const counted: Record<string, [status: number, statements: number]> = {};
  for (const [name, reading] of Object.entries(readings)) {
    const params = { agent: agent.id, agent_id: agent.number, agent_name: packaged.name, tenant: workspace.id };
    const read = () => call(reading, { as: owner, params, headers: { "x-workspace-id": workspace.id } });
    const { status } = await read();
    counted[name] = [status, await countStatements(read)];
  }
  expect(counted).toEqual(Object.fromEntries(Object.keys(readings).map((name) => [name, [200, 1]])));
});
