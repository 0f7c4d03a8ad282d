import { existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blobStore } from "@/lib/blobs/blob-store";
import { agentLog } from "@/lib/contracts/console/endpoints/runtime";
import { create, remove } from "@/lib/contracts/fleet/endpoints/agents";
import { edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { purgeAgent } from "@/lib/domain/agents/purge-agent";
import { restoreAgent } from "@/lib/domain/agents/restore-agent";
import { byId } from "@/lib/domain/agents/rules";
import { sealFile } from "@/lib/domain/credentials/held-files";
import { startCreated } from "@/lib/domain/fleet/start-created";
import { awaitStop } from "@/lib/domain/runs/await-run";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { dataPath } from "@/lib/env";
import { actAsAgent } from "@/lib/runtime/agent-door";
import { applySettings } from "@/lib/runtime/apply-settings";
import { until } from "@/lib/runtime/driver-suite";
import { readLoadLog } from "@/lib/runtime/load-log";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { followLog } from "@/lib/runtime/supervisor-client";
import { readCredentialStatus, readFile, readTree, removeFile, storeFile } from "@/lib/runtime/workspace-door";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });
const auditOf = async (targetId: string) =>
  (await db().auditEvent.findMany({ where: { targetId }, orderBy: { at: "asc" } })).map(({ action }) => action);

async function givenRun() {
  const { ctx, owner, workspace } = await given.workspace();
  const agent = await given.agent(ctx);
  await db().agent.update({ where: { id: agent.id }, data: { cpu: 1, memoryMb: 1024, instructions: "x".repeat(401) } });
  return { ctx, owner, workspace, id: agent.id, where: { agent: byId(agent.id) } };
}

test("an agent is started, seen and stopped; asking twice is asking once", async () => {
  const { ctx, id, where } = await givenRun();
  const before = Date.now();
  expect(await startRun(ctx, where)).toMatchObject({ id, changed: true, state: "running", error: null });
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(await startRun(ctx, where)).toMatchObject({ changed: false, state: "running" });
  const row = await runtimeOf(id);
  expect(row).toMatchObject({ observedState: "running", driver: "process", supervisorId: supervisor.id });
  expect(row.port).toBeGreaterThanOrEqual(2_222);
  expect(row.doorKey).not.toContain("Bearer");
  expect(await stopRun(ctx, where)).toMatchObject({ changed: true });
  expect(await runtimeOf(id)).toMatchObject({
    observedState: "stopped",
    exitCode: null,
    doorUrl: null,
    port: row.port,
  });
  expect(await stopRun(ctx, where)).toMatchObject({ changed: false });
  expect(await auditOf(id)).toEqual(["agent.started", "agent.stopped"]);
  const events = await db().event.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
  expect(events.map(({ type }) => type)).toEqual(["agent_started", "agent_stopped"]);
});

test("who may only read can neither start nor stop; strangers find nothing", async () => {
  const { workspace, where } = await givenRun();
  const viewer = await given.member(workspace, { role: "viewer" });
  await expect(startRun(viewer.ctx, where)).rejects.toMatchObject({ fault: "forbidden" });
  await expect(stopRun(viewer.ctx, where)).rejects.toMatchObject({ fault: "forbidden" });
  const stranger = (await given.workspace()).owner;
  await expect(startRun(stranger.ctx, where)).rejects.toMatchObject({ fault: "not_found" });
});

test("the door serves files, credentials and settings, streaming both ways", async () => {
  const { ctx, id, where } = await givenRun();
  await expect(readTree(id, "", false)).rejects.toMatchObject({ fault: "not_running" });
  await startRun(ctx, where);
  const bytes = new Uint8Array(3 * 1024 * 1024).fill(7);
  expect(await storeFile(id, "reports/big.bin", Readable.from([bytes]))).toEqual({ size: bytes.length });
  const read = await readFile(id, "reports/big.bin", true);
  expect(read.size).toBe(bytes.length);
  expect((await buffer(read.stream)).equals(bytes)).toBe(true);
  expect((await readTree(id, "", false)).tree).toMatchObject([{ name: "reports", file_count: 1 }]);
  await expect(readFile(id, "../../etc/passwd", true)).rejects.toMatchObject({ fault: "forbidden" });
  const readOnlyPatterns = { blocked: ["*.py"], allowed: ["output/*"] };
  await db().agent.update({ where: { id }, data: { readOnly: true, readOnlyPatterns } });
  await applySettings(id);
  await expect(actAsAgent(id, { tool: "write_file", path: "a.py", content: "1" })).rejects.toMatchObject({
    fault: "forbidden",
  });
  await actAsAgent(id, { tool: "write_file", path: "output/a.py", content: "1" });
  await removeFile(id, "reports");
  await stopRun(ctx, where);
});

test("the files of an imported agent are in its workspace; what it changed stays until a version has another one", async () => {
  const { ctx, owner, workspace, id, where } = await givenRun();
  const put = async (path: string, text: string) => {
    const staged = await blobStore().stage(Readable.from([Buffer.from(text)]), { limit: 100 });
    await staged.commit();
    const { sha256, size } = staged;
    const key = { agentId_path: { agentId: id, path } };
    await db().agentFile.upsert({ where: key, create: { agentId: id, path, size, sha256 }, update: { size, sha256 } });
  };
  const text = async (path: string) => (await buffer((await readFile(id, path, true)).stream)).toString();
  await put("knowledge/rates.csv", "DE,19");
  await put("knowledge/empty.txt", "");
  await put("actions/Acme/ledger/package.yaml", "name: Ledger");
  await startRun(ctx, where);
  expect(await text("knowledge/rates.csv")).toBe("DE,19");
  expect(await text("knowledge/empty.txt")).toBe("");
  await storeFile(id, "knowledge/rates.csv", Readable.from([Buffer.from("DE,19 and mine")]));
  await stopRun(ctx, where);
  const tenant = { as: owner, params: { tenant: workspace.id, agent: id } };
  expect((await call(publish, tenant)).status).toBe(200);
  await startRun(ctx, where);
  expect(await text("knowledge/rates.csv")).toBe("DE,19 and mine");
  await stopRun(ctx, where);
  await call(edit, tenant);
  await put("knowledge/rates.csv", "DE,21");
  await startRun(ctx, where);
  expect(await text("knowledge/rates.csv")).toBe("DE,19 and mine");
  await stopRun(ctx, where);
  await call(publish, tenant);
  await startRun(ctx, where);
  expect(await text("knowledge/rates.csv")).toBe("DE,21");
  expect(await text("actions/Acme/ledger/package.yaml")).toBe("name: Ledger");
  await stopRun(ctx, where);
}, 60_000);

test("a file that is gone from the store is told in the log, and the agent runs without it", async () => {
  const { ctx, id, where } = await givenRun();
  await db().agentFile.create({ data: { agentId: id, path: "knowledge/a", size: 1, sha256: "e".repeat(64) } });
  expect(await startRun(ctx, where)).toMatchObject({ state: "running" });
  expect((await runtimeOf(id)).applied).toMatchObject({ files: null });
  const logged = async () => JSON.stringify(await readLoadLog(dataPath("logs"), id));
  await until(async () => (await logged()).includes("Files of the agent are missing"));
  await stopRun(ctx, where);
});

test("held credentials come with every start and never into the log", async () => {
  const { ctx, id, where } = await givenRun();
  const secret = "canary-secret-0123456789";
  const bytes = Buffer.from(`SEARCH_KEY=${secret}\n`);
  const sealed = sealFile(id, ".env", bytes);
  await db().credentialFile.create({ data: { agentId: id, path: ".env", size: bytes.length, sealed } });
  await startRun(ctx, where);
  expect((await runtimeOf(id)).applied).toMatchObject({ credentials: { state: "success", written: [".env"] } });
  expect(await readCredentialStatus(id)).toMatchObject({ credential_count: 1, files: { ".env": { exists: true } } });
  await actAsAgent(id, { tool: "run", command: ["sh", "-c", "cat .env; echo done-with-it"] } as never);
  const lines: string[] = [];
  const ending = new AbortController();
  for await (const entry of await followLog(id, { tail: 1_000, since: null }, ending.signal)) {
    if ("text" in entry) lines.push(entry.text);
    if (lines.some((line) => line.includes("done-with-it"))) break;
  }
  ending.abort();
  expect(lines.join("\n")).toContain("SEARCH_KEY=••••••");
  expect(lines.join("\n")).not.toContain(secret);
  await stopRun(ctx, where);
  expect(JSON.stringify(await readLoadLog(dataPath("logs"), id))).not.toContain(secret);
});

test("a log is followed from a moment on, with no more lines than asked for; what is no moment is refused", async () => {
  const { ctx, owner, id, where } = await givenRun();
  await startRun(ctx, where);
  const say = (word: string) => actAsAgent(id, { tool: "run", command: ["echo", word] } as never);
  const heard = async (query: Record<string, string>, until: string) => {
    const leaving = new AbortController();
    const as = { as: owner, params: { agent: id } };
    const { response } = await call(agentLog, { ...as, query, signal: leaving.signal });
    let text = "";
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    while (!text.includes(until)) text += (await reader?.read())?.value ?? "";
    leaving.abort();
    return text;
  };
  await say("early-word");
  await heard({}, "early-word");
  const since = new Date(Date.now() + 1).toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await say("late-word");
  await say("last-word");
  expect(await heard({ tail: "10000" }, "last-word")).toContain("early-word");
  const late = await heard({ tail: "10000", since }, "last-word");
  expect([late.includes("early-word"), late.includes("late-word")]).toEqual([false, true]);
  const one = await heard({ tail: "1", since }, "last-word");
  expect(one).not.toContain("late-word");
  expect((await call(agentLog, { as: owner, params: { agent: id }, query: { since: "yesterday" } })).status).toBe(400);
  await stopRun(ctx, where);
});

test("an end by itself is seen within three seconds, its owner is told, and it stays ended until somebody starts it", async () => {
  const { ctx, id, where } = await givenRun();
  await startRun(ctx, where);
  const before = Date.now();
  await actAsAgent(id, { tool: "run", command: ["sh", "-c", "kill -9 $PPID"] } as never).catch(() => null);
  await until(async () => (await runtimeOf(id)).observedState === "exited");
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(await runtimeOf(id)).toMatchObject({ exitCode: 137, desiredState: "running" });
  expect(await db().notification.count({ where: { userId: ctx.actor.userId, kind: "agent_failed" } })).toBe(1);
  expect(await startRun(ctx, where)).toMatchObject({ changed: true, state: "running" });
  await stopRun(ctx, where);
});

test("a deletion ends the run and frees the port; a restore leases one; a purge removes the workspace", async () => {
  const { ctx, id, where } = await givenRun();
  expect(await startRun(ctx, where)).toMatchObject({ state: "running" });
  await removeAgent(ctx, { ...where, force: true });
  expect(await awaitStop(id, 10_000)).toBe("stopped");
  expect((await runtimeOf(id)).port).toBeNull();
  await restoreAgent(ctx, where);
  expect(await runtimeOf(id)).toMatchObject({ desiredState: "stopped", observedState: "stopped" });
  expect((await runtimeOf(id)).port).toBeGreaterThanOrEqual(2_222);
  await startRun(ctx, where);
  await removeAgent(ctx, { ...where, force: true });
  await awaitStop(id, 10_000);
  const workspace = dataPath("workspaces", id);
  expect(existsSync(workspace)).toBe(true);
  await purgeAgent(ctx, where);
  await until(async () => !existsSync(workspace) && !existsSync(join(`${workspace}-state`)));
});

test("a deleted agent is a stopped one at once, also where its run ended by itself; a restore brings no old failure back", async () => {
  const { ctx, id, where } = await givenRun();
  await startRun(ctx, where);
  await actAsAgent(id, { tool: "run", command: ["sh", "-c", "kill -9 $PPID"] } as never).catch(() => null);
  await until(async () => (await runtimeOf(id)).observedState === "exited");
  await removeAgent(ctx, { ...where, force: true });
  expect(await awaitStop(id, 10_000)).toBe("stopped");
  await restoreAgent(ctx, where);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "stopped", error: null, exitCode: null });
});

test("who stops an agent that somebody starts meanwhile is told so at once", async () => {
  const { ctx, id, where } = await givenRun();
  await startRun(ctx, where);
  await db().runtime.update({ where: { agentId: id }, data: { desiredState: "running" } });
  const begun = Date.now();
  expect(await awaitStop(id)).toBe("overtaken");
  expect(Date.now() - begun).toBeLessThan(1_000);
  await stopRun(ctx, where);
});

test("a supervisor that comes after another starts what should run, and nothing else", async () => {
  const wanted = await givenRun();
  const stopped = await givenRun();
  await startRun(wanted.ctx, wanted.where);
  await startRun(stopped.ctx, stopped.where);
  await stopRun(stopped.ctx, stopped.where);
  const first = await runtimeOf(wanted.id);
  await supervisor.stop();
  supervisor = await runSupervisor(() => undefined);
  await until(async () => {
    const now = await runtimeOf(wanted.id);
    return now.observedState === "running" && now.supervisorId === supervisor.id && now.doorUrl !== first.doorUrl;
  }, 15_000);
  expect(await runtimeOf(stopped.id)).toMatchObject({ observedState: "stopped" });
  expect((await readTree(wanted.id, "", false)).total_files).toBe(0);
  await stopRun(wanted.ctx, wanted.where);
}, 60_000);

test("a new agent of contract 2 runs in the answer, with its template in its workspace, and a deletion ends it before the answer", async () => {
  const { owner } = await given.workspace();
  const made = await call(create, { as: owner, json: { name: "fresh-agent", resources: { cpu: "1", memory: "1g" } } });
  expect(made).toMatchObject({ status: 200, body: { name: "fresh-agent", status: "running" } });
  const { id } = await db().agent.findFirstOrThrow({ where: { ownerId: owner.id, name: "fresh-agent" } });
  expect(await auditOf(id)).toEqual(["agent.created"]);
  expect((await readTree(id, "", false)).tree.map(({ name }) => name)).toContain("template.yaml");
  expect(await call(remove, { as: owner, params: { agent: "fresh-agent" } })).toMatchObject({ status: 200 });
  expect(await runtimeOf(id)).toMatchObject({ observedState: "stopped", doorUrl: null, port: null });
});

test("of an agent that the engine refuses to start nothing is left, and its name is free", async () => {
  const { ctx, id } = await givenRun();
  const error = "image not available";
  await db().runtime.create({
    data: { agentId: id, driver: "process", desiredState: "running", observedState: "exited", error },
  });
  await expect(startCreated(ctx, id)).rejects.toMatchObject({ message: `Failed to start agent: ${error}` });
  expect(await db().agent.count({ where: { id } })).toBe(0);
});
