import { afterAll, beforeAll, expect, test } from "vitest";
import { eventStream } from "@/lib/contracts/console/endpoints/events";
import { db } from "@/lib/db";
import { doerOf, insertTraces } from "@/lib/domain/change";
import { startEvents, stopEvents } from "@/lib/events/event-hub";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

beforeAll(startEvents);
afterAll(stopEvents);

type Listening = {
  until: (text: string, ms?: number) => Promise<string>;
  leave: () => void;
  ended: () => Promise<string>;
};

/** Opens a stream as a browser would and gathers its text. */
async function listening(as: Person, headers: Record<string, string> = {}): Promise<Listening> {
  const ending = new AbortController();
  const { response, status } = await call(eventStream, { as, headers, signal: ending.signal });
  expect(status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const until = async (text: string, ms = 5_000) => {
    const late = Date.now() + ms;
    while (!heard.includes(text)) {
      const rest = late - Date.now();
      const part = await Promise.race([
        reader?.read(),
        new Promise<null>((r) => setTimeout(() => r(null), Math.max(0, rest))),
      ]);
      if (!part || part.done) throw new Error(`never heard ${text} in: ${heard}`);
      heard += part.value;
    }
    return heard;
  };
  const ended = async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) heard += part.value;
    return heard;
  };
  return { until, leave: () => ending.abort(), ended };
}

function emit(by: Person, type: string, targetId: string | null, userId: string | null = null) {
  const event = { topic: "agents", type, targetId, workspaceId: by.ctx.workspaceId, userId } as const;
  return db().$transaction((tx) => insertTraces(tx, doerOf(by.ctx), { record: null, events: [event], notices: [] }));
}

test("a member hears of the workspace's agents, another workspace's admin does not", async () => {
  const { owner, workspace } = await given.workspace();
  const viewer = await given.member(workspace, { role: "viewer" });
  const stranger = (await given.workspace()).owner;
  const [inside, outside] = [await listening(viewer), await listening(stranger)];
  await emit(owner, "agent_updated", "agt_first");
  expect(await inside.until("agt_first")).toContain("event: agent_updated");
  await emit(stranger, "agent_updated", "agt_own");
  expect(await outside.until("agt_own")).not.toContain("agt_first");
  inside.leave();
  outside.leave();
});

test("an event for one person is heard by that person alone", async () => {
  const { owner, workspace } = await given.workspace();
  const other = await given.member(workspace, { role: "admin" });
  const [mine, theirs] = [await listening(owner), await listening(other)];
  await emit(other, "notification", "ntf_mine", owner.id);
  await mine.until("ntf_mine");
  await emit(owner, "agent_updated", "agt_later");
  expect(await theirs.until("agt_later")).not.toContain("ntf_mine");
  mine.leave();
  theirs.leave();
});

test("a person who left the workspace hears nothing more, at once", async () => {
  const { owner, workspace } = await given.workspace();
  const leaver = await given.member(workspace);
  const stream = await listening(leaver);
  await emit(owner, "agent_updated", "agt_before");
  await stream.until("agt_before");
  await db().membership.deleteMany({ where: { userId: leaver.id } });
  await emit(owner, "agent_updated", "agt_after");
  await emit(owner, "notification", "ntf_end", leaver.id);
  expect(await stream.until("ntf_end")).not.toContain("agt_after");
  stream.leave();
});

test("the stream of an ended session says so and ends within a second", async () => {
  const { owner } = await given.workspace();
  const stream = await listening(owner);
  const started = Date.now();
  await db().session.delete({ where: { id: owner.ctx.actor.credential.id } });
  expect(await stream.ended()).toContain("event: session_ended");
  expect(Date.now() - started).toBeLessThan(1_000);
});

test("Last-Event-ID brings what was missed, and nothing twice", async () => {
  const { owner } = await given.workspace();
  const first = await listening(owner);
  await emit(owner, "agent_updated", "agt_one");
  const id = /id: (\d+)/.exec(await first.until("agt_one"))?.[1] ?? "";
  first.leave();
  await emit(owner, "agent_updated", "agt_two");
  const second = await listening(owner, { "last-event-id": id });
  expect(await second.until("agt_two")).not.toContain("agt_one");
  second.leave();
});

test("the sixth stream of a session is refused", async () => {
  const { owner } = await given.workspace();
  const streams = await Promise.all(Array.from({ length: 5 }, () => listening(owner)));
  expect((await call(eventStream, { as: owner })).status).toBe(429);
  for (const stream of streams) stream.leave();
});
