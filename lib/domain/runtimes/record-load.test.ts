import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { disableAgent } from "@/lib/domain/agents/disable-agent";
import { enableAgent } from "@/lib/domain/agents/enable-agent";
import { byId } from "@/lib/domain/agents/rules";
import { recordInstalling, recordLoaded } from "@/lib/domain/runtimes/record-load";
import { given } from "@/lib/testing/given";
import { submitted } from "@/lib/testing/submitting";

test("an agent that is disabled while its load is noted ends without a running package, and nobody waits in vain", async () => {
  const { workspace, owner } = await given.workspace();
  const { id: agentId, name, number, packageId } = await submitted(owner);
  const about = { agentId, name, number, workspaceId: workspace.id };
  const loaded = { packageId, sha256: "", version: "0.1.0", entryPoint: "", pythonVersion: "" };
  const agent = byId(agentId);
  for (let round = 0; round < 20; round++) {
    await enableAgent(owner.ctx, { agent });
    await Promise.all([
      disableAgent(owner.ctx, { agent }),
      recordLoaded({ about, loaded, report: {}, isolation: "process", again: false }),
    ]);
    const after = await db().agent.findUniqueOrThrow({ where: { id: agentId }, include: { runtime: true } });
    expect(after).toMatchObject({
      reviewStatus: "DISABLED",
      runningPackageId: null,
      runtime: { desiredState: "stopped" },
    });
  }
});

test("a package that a new supervisor loads again is told as loaded once; enabled again, once more", async () => {
  const { workspace, owner } = await given.workspace();
  const { id: agentId, name, number, packageId } = await submitted(owner);
  const about = { agentId, name, number, workspaceId: workspace.id };
  const loaded = { packageId, sha256: "", version: "0.1.0", entryPoint: "", pythonVersion: "" };
  const load = async () => {
    await recordInstalling({ about, wanted: loaded });
    await recordLoaded({ about, loaded, report: {}, isolation: "process", again: false });
  };
  const told = async () => {
    const steps = await db().packageStep.findMany({ where: { packageId, byId: null }, orderBy: { id: "asc" } });
    return steps.map(({ step }) => step).filter((step) => step !== "scanned");
  };
  await load();
  await load();
  expect(await told()).toEqual(["installing", "loaded"]);
  await disableAgent(owner.ctx, { agent: byId(agentId) });
  await enableAgent(owner.ctx, { agent: byId(agentId) });
  await load();
  expect(await told()).toEqual(["installing", "loaded", "installing", "loaded"]);
});
