import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Called } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { agentZip, givenTransfers, refusalOf, specOf, type Transfers } from "@/lib/testing/transfer-scene";

let count = 0;
const newKey = () => ({ "idempotency-key": `upload ${++count} of ${process.pid}` });
const agents = ({ workspace }: Transfers) => db().agent.count({ where: { workspaceId: workspace.id } });
const replayed = ({ headers }: Called) => headers.get("idempotent-replayed");

test("an upload sent again under its key makes nothing and gets the same answer", async () => {
  const scene = await givenTransfers();
  const key = newKey();
  const first = await scene.send(agentZip(), {}, key);
  const again = await scene.send(agentZip(), {}, key);
  expect([first.status, replayed(first)]).toEqual([201, null]);
  expect([again.status, replayed(again)]).toEqual([201, "true"]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  expect(await agents(scene)).toBe(1);
});

test("other bytes, another name, none, or a dry run under the same key are 409", async () => {
  const scene = await givenTransfers();
  const key = newKey();
  const conflict = [409, "idempotency_conflict", "This Idempotency-Key was used with another body"];
  expect((await scene.send(agentZip(), { name: "Scout" }, key)).status).toBe(201);
  expect(refusalOf(await scene.send(agentZip(specOf("reasoning: disabled")), { name: "Scout" }, key))).toEqual(
    conflict,
  );
  expect(refusalOf(await scene.send(agentZip(), { name: "Other" }, key))).toEqual(conflict);
  expect(refusalOf(await scene.send(agentZip(), {}, key))).toEqual(conflict);
  const rehearsal = { name: "Scout", query: { dry_run: "true" } };
  expect(refusalOf(await scene.send(agentZip(), rehearsal, key))).toEqual(conflict);
  expect(replayed(await scene.send(agentZip(), { name: "Scout" }, key))).toBe("true");
  expect(await agents(scene)).toBe(1);
});

test("four at once make one agent; the others get the answer, or 409 while it is made", async () => {
  const scene = await givenTransfers();
  const key = newKey();
  const all = await Promise.all([1, 2, 3, 4].map(() => scene.send(agentZip(), {}, key)));
  expect(await agents(scene)).toBe(1);
  expect(all.filter((one) => one.status === 201 && replayed(one) === null)).toHaveLength(1);
  for (const early of all.filter(({ status }) => status !== 201)) {
    expect([...refusalOf(early).slice(0, 2), early.headers.get("retry-after")]).toEqual([
      409,
      "idempotency_conflict",
      "1",
    ]);
  }
});

test("a refused upload leaves its key free, and a key belongs to its caller", async () => {
  const scene = await givenTransfers();
  const key = newKey();
  expect(refusalOf(await scene.send(Buffer.from("no zip"), {}, key)).slice(0, 2)).toEqual([400, "invalid_archive"]);
  expect((await scene.send(agentZip(), {}, key)).status).toBe(201);
  const colleague = await given.member(scene.workspace);
  expect(replayed(await scene.send(agentZip(), { as: colleague }, key))).toBeNull();
  expect(await agents(scene)).toBe(2);
});

test("a key whose request died before its effect is free after a quarter of an hour", async () => {
  const scene = await givenTransfers();
  const key = newKey();
  await scene.send(agentZip(), {}, key);
  const where = { callerId: scene.owner.id };
  await db().idempotencyKey.updateMany({ where, data: { state: "running", bodyHash: "" } });
  const early = await scene.send(agentZip(), {}, key);
  expect(refusalOf(early).slice(0, 2)).toEqual([409, "idempotency_conflict"]);
  const long = new Date(Date.now() - 16 * 60_000);
  await db().idempotencyKey.updateMany({ where, data: { createdAt: long } });
  expect([(await scene.send(agentZip(), {}, key)).status, await agents(scene)]).toEqual([201, 2]);
});
