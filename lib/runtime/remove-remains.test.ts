import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { removeRemains } from "@/lib/runtime/remove-remains";
import { given } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

const gone = async () => true;

function givenPlaces(agentId: string, sha256s: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "muster-remains-"));
  const places = { runtimeRoot: join(folder, "runtimes"), logDirectory: join(folder, "logs") };
  for (const sha256 of sha256s) mkdirSync(join(places.runtimeRoot, sha256, "project"), { recursive: true });
  mkdirSync(places.logDirectory);
  const logs = [`${agentId}.log`, `${agentId}.old.log`].map((name) => join(places.logDirectory, name));
  for (const log of logs) writeFileSync(log, "line\n");
  const left = () => ({
    logs: logs.filter((log) => existsSync(log)).length,
    installed: sha256s.filter((sha256) => existsSync(join(places.runtimeRoot, sha256))),
  });
  return { places, left };
}

test("what a purged agent left on disk goes, but not what another agent has too; a repeat finds nothing", async () => {
  const { owner } = await given.workspace();
  const { sha256: shared } = await givenPackage(owner, await buildPackage());
  const [agentId, own] = [newId("agent"), "a".repeat(64)];
  const { places, left } = givenPlaces(agentId, [shared, own]);
  for (let i = 0; i < 2; i++) await removeRemains({ agentId, sha256s: [shared, own] }, places, gone);
  expect(left()).toEqual({ logs: 0, installed: [shared] });
});

test("an agent that is still there keeps everything", async () => {
  const { owner } = await given.workspace();
  const { agentId } = await givenPackage(owner, await buildPackage());
  await db().agent.update({ where: { id: agentId }, data: { name: newId("agent").slice(5) } });
  const other = "b".repeat(64);
  const { places, left } = givenPlaces(agentId, [other]);
  await removeRemains({ agentId, sha256s: [other] }, places, gone);
  expect(left()).toEqual({ logs: 2, installed: [other] });
});

test("a workspace that is still in use is asked for again, for as long as it takes, and then no more", async () => {
  const agentId = newId("agent");
  const { places } = givenPlaces(agentId, []);
  const key = `remains:${agentId}`;
  const waiting = () => db().$queryRaw<{ later: boolean; payload: unknown }[]>`
    SELECT j.run_at > now() + interval '9 minutes' AS later, p.payload FROM graphile_worker.jobs j
    JOIN graphile_worker._private_jobs p ON p.id = j.id WHERE j.key = ${key}`;
  for (let times = 0; times < 3; times += 1) {
    await removeRemains({ agentId, sha256s: [] }, places, async () => false);
    expect(await waiting()).toEqual([{ later: true, payload: { agentId, sha256s: [] } }]);
  }
  await db().$executeRaw`SELECT graphile_worker.remove_job(${key})`;
  await removeRemains({ agentId, sha256s: [] }, places, gone);
  expect(await waiting()).toEqual([]);
});
