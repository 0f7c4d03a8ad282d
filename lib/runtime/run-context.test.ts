import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import { enterEditMode } from "@/lib/domain/lifecycle/enter-edit-mode";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { rollBack } from "@/lib/domain/lifecycle/roll-back";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { until } from "@/lib/runtime/driver-suite";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { given } from "@/lib/testing/given";
import { toldContexts } from "@/lib/testing/told-contexts";

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });

test("a running agent is told of its draft while nothing is live, then of what is published and rolled back, without a restart", async () => {
  const { ctx } = await given.workspace();
  const { id } = await given.agent(ctx);
  const where = { agent: byId(id) };
  const heard = (lines: string[]) => until(async () => (await toldContexts(id)).join() === lines.join(), 20_000);
  await startRun(ctx, where);
  const { startedAt } = await runtimeOf(id);
  await updateAgent(ctx, { ...where, changes: { instructions: "one" } });
  await heard(["context of the draft loaded"]);
  // A first version that says the same as the draft is no news.
  await publishDraft(ctx, { ...where, mapping: {} });
  await enterEditMode(ctx, where);
  await updateAgent(ctx, { ...where, changes: { instructions: "two" } });
  await publishDraft(ctx, { ...where, mapping: {} });
  await heard(["context of the draft loaded", "context v2 loaded"]);
  await rollBack(ctx, { ...where, version: "v1", discardDraft: false, dropMissing: false });
  await heard(["context of the draft loaded", "context v2 loaded", "context v3 loaded"]);
  expect((await runtimeOf(id)).startedAt).toEqual(startedAt);
  await stopRun(ctx, where);
  await enterEditMode(ctx, where);
  await publishDraft(ctx, { ...where, mapping: {} });
  expect((await runtimeOf(id)).observedState).toBe("stopped");
}, 60_000);
