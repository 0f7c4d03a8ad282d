import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agentZip, specOf } from "@/lib/testing/transfer-scene";
import { createDice } from "./dice";
import { age, sweep } from "./leftovers";
import { setTrap, type Trap, watchFolder } from "./moments";
import { runSeed } from "./run-seed";
import { blobPath, namesIn, storedBlobs } from "./stored-things";
import { becomesReady, endWorld, makeWorld, type World } from "./world";

const LIMIT = 120_000;
const BOUNDARY = "crash-0123456789";
const FILES = 20;
const noise = () => randomBytes(256 * 1024);

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await Promise.all([world.web.start(), world.supervisor.start()]);
  await becomesReady(world.origin, 30_000);
});
afterAll(() => endWorld(world));

/** The form of an import with some 5 MiB of files. */
function formOf(name: string): Buffer {
  const files = Array.from({ length: FILES }, (_, at) => ({ path: `knowledge/${at}.bin`, body: noise(), store: true }));
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(head),
    agentZip(specOf("", { name }), files),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

/** Begins an import and sends this share of it; its status, or null when the answer never comes. */
function begin(form: Buffer, share: number): { sent: ClientRequest; status: Promise<number | null> } {
  const { hostname, port } = new URL(world.origin);
  const sent = request({
    ...{ hostname, port, method: "POST", path: `/tenants/${world.workspace.slug}/api/v2/agents/import` },
    headers: {
      authorization: `Bearer ${world.token}`,
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
      "content-length": form.length,
    },
  });
  const status = once(sent, "response").then(
    ([answer]) => Number(answer.statusCode),
    () => null,
  );
  sent.write(form.subarray(0, Math.floor(form.length * share)));
  if (share === 1) sent.end();
  return { sent, status };
}

const rows = async (query: string, ...values: unknown[]) => (await world.pool.query(query, values)).rows;
const agentsNamed = (name: string) =>
  rows('SELECT "id" FROM "Agent" WHERE "workspaceId" = $1 AND "name" = $2', world.workspace.id, name);

/** Everything that an imported agent needs, or what of it is missing. */
async function missingOf(agentId: string): Promise<string[]> {
  const files = await rows('SELECT "path", "sha256" FROM "AgentFile" WHERE "agentId" = $1', agentId);
  const stored = new Set(storedBlobs(world.folder));
  const audits = await rows(
    `SELECT 1 FROM "AuditEvent" WHERE "targetId" = $1 AND "action" = 'agent.imported'`,
    agentId,
  );
  return [
    ...(files.length === FILES ? [] : [`${files.length} files`]),
    ...(audits.length === 1 ? [] : [`${audits.length} audit events`]),
    ...files.filter(({ sha256 }) => !stored.has(sha256)).map(({ sha256 }) => blobPath(world.folder, sha256)),
  ];
}

const spool = () => join(world.folder, "spool");
const at = (delay: number): Record<string, () => Promise<Trap>> => ({
  "its file arrives": async () => watchFolder(spool(), () => true),
  "its first file is stored": () => setTrap("blob.renamed", world, delay),
  "its rows are written": () => setTrap("tx.before_commit", world, 0),
  "it has just been committed": () => setTrap("tx.after_commit", world, 0),
});

test.each(Object.keys(at(0)).map((moment, round) => [moment, round] as const))(
  "the web process is killed when %s: the agent is whole or not there at all",
  { timeout: LIMIT },
  async (moment, round) => {
    const dice = createDice(runSeed() + round);
    const name = `imported-${round}`;
    const trap = await at(dice.whole(0, 20))[moment]?.();
    if (!trap) throw new Error("no such moment");
    const { status } = begin(formOf(name), moment === "its file arrives" ? 0.5 : 1);
    await trap.sprung;
    await world.web.end("SIGKILL");
    await trap.release();
    const answer = await status;
    await world.web.start();
    expect(await becomesReady(world.origin, 30_000)).toBe(true);
    // The database ends the transaction of the dead process in its own time.
    await pause(500);
    const found = await agentsNamed(name);
    console.log(`${moment}: answer ${answer ?? "none"}, ${found.length} agents (seed ${runSeed()})`);
    if (moment === "it has just been committed") expect(found).toHaveLength(1);
    else expect(found).toHaveLength(answer === 201 ? 1 : 0);
    for (const { id } of found) expect(await missingOf(id)).toEqual([]);
    const again = begin(formOf(`${name}-again`), 1);
    expect(await again.status).toBe(201);
    expect(namesIn(spool())).toEqual([]);
  },
);

test("an upload that is broken off leaves nothing, and the next one is answered", { timeout: LIMIT }, async () => {
  const { sent } = begin(formOf("broken"), 0.5);
  await pause(300);
  sent.destroy();
  expect(await begin(formOf("whole"), 1).status).toBe(201);
  expect(await agentsNamed("broken")).toEqual([]);
  expect(namesIn(spool())).toEqual([]);
});

test("what the kills left in the store is swept, and nothing else", { timeout: LIMIT }, async () => {
  const before = storedBlobs(world.folder).length;
  age(world.folder);
  expect(await sweep(world)).toBe(true);
  const named = new Set((await rows('SELECT "sha256" FROM "AgentFile"')).map(({ sha256 }) => sha256));
  const left = storedBlobs(world.folder);
  console.log(`${before} blobs before, ${left.length} after`);
  expect(left.filter((sha256) => !named.has(sha256))).toEqual([]);
  for (const { id } of await rows('SELECT DISTINCT "agentId" AS "id" FROM "AgentFile"')) {
    expect(await missingOf(id)).toEqual([]);
  }
});
