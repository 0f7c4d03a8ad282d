import { beforeAll, describe, expect, test } from "vitest";
import * as packages from "@/lib/contracts/console/endpoints/packages";
import * as endpoints from "@/lib/contracts/console/endpoints/plugin-review";
import { listPluginFiles, showPluginHistory } from "@/lib/contracts/console/endpoints/plugins";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";
import { approve } from "@/lib/contracts/plugins/endpoints/decide";
import { db } from "@/lib/db";
import { mayHear } from "@/lib/domain/events/access";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { type GivenPlugin, givenPlugin, givenUpload, pluginSlug } from "@/lib/testing/given-plugin";
import { as } from "@/lib/testing/review-scene";
import { auditOf, notificationsOf } from "@/lib/testing/traces";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

let ada: Person;
let grace: Person;
let owner: Person;
let developer: Person;
beforeAll(async () => {
  ada = await given.outsider({ instanceAdmin: true });
  grace = await given.outsider({ instanceAdmin: true });
  const place = await given.workspace();
  owner = place.owner;
  developer = await given.member(place.workspace);
});

const at = ({ plugin_id: plugin }: GivenPlugin, version = "1.0.0") => ({ plugin, version });
const newest = (answer: Parameters<typeof as>[0]) => as<PluginHistoryResource>(answer).versions[0];
const actionsOf = async ({ plugin_id }: GivenPlugin) => (await auditOf(plugin_id)).map(({ action }) => action);

describe("the claim of a version of a plugin", () => {
  const claim = (person: Person, plugin: GivenPlugin, query = {}) =>
    call(endpoints.claimPluginVersion, { as: person, params: at(plugin), query });
  const release = (person: Person, plugin: GivenPlugin) =>
    call(endpoints.releasePluginVersion, { as: person, params: at(plugin) });

  test("is held by one instance admin; another takes it over only by force", async () => {
    const plugin = await givenUpload(developer, {});
    expect(newest(await claim(ada, plugin))?.claimedBy).toEqual({ id: ada.id, name: ada.name });
    expect((await claim(ada, plugin)).status).toBe(200);
    expect((await claim(grace, plugin)).body).toMatchObject({
      error: { code: "conflict", claimedBy: { id: ada.id } },
    });
    expect(newest(await claim(grace, plugin, { force: "true" }))?.claimedBy?.id).toBe(grace.id);
    expect((await release(ada, plugin)).status).toBe(409);
    expect(newest(await release(grace, plugin))?.claimedBy).toBeNull();
    expect((await release(grace, plugin)).status).toBe(200);
    const claims = ["plugin.claimed", "plugin.claimed", "plugin.released"];
    expect((await actionsOf(plugin)).filter((action) => /claimed|released/.test(action))).toEqual(claims);
  });

  test("is shown in the queue beside those of packages, and to its uploader", async () => {
    const plugin = await givenUpload(developer, {});
    await claim(ada, plugin);
    const queue = async (person: Person, claimedBy: string) =>
      as<{ data: { id: string; claimedBy: unknown }[] }>(
        await call(packages.listReview, { as: person, query: { claimedBy, q: plugin.slug } }),
      ).data;
    expect(await queue(ada, "me")).toMatchObject([{ id: plugin.plugin_id, claimedBy: { id: ada.id } }]);
    expect(await queue(grace, "me")).toEqual([]);
    expect(await queue(grace, "nobody")).toEqual([]);
    const seen = await call(showPluginHistory, { as: developer, params: { plugin: plugin.plugin_id } });
    expect(newest(seen)?.claimedBy?.id).toBe(ada.id);
  });

  test("is not its uploader's, and there is none of what was decided", async () => {
    const plugin = await givenUpload(developer, {});
    expect((await claim(developer, plugin)).status).toBe(403);
    expect((await claim(owner, plugin)).status).toBe(404);
    await claim(ada, plugin);
    await call(approve, { as: grace, params: { plugin_id: plugin.plugin_id }, json: {} });
    expect((await claim(ada, plugin)).status).toBe(409);
    const seen = await call(showPluginHistory, { as: owner, params: { plugin: plugin.plugin_id } });
    expect(newest(seen)).toMatchObject({ status: "approved", claimedBy: null });
  });
});

describe("the conversation about a version of a plugin", () => {
  const write = (person: Person, plugin: GivenPlugin, json: unknown, version?: string) =>
    call(endpoints.commentOnPlugin, { as: person, params: at(plugin, version), json });
  const read = (person: Person, plugin: GivenPlugin, version?: string) =>
    call(endpoints.showPluginThread, { as: person, params: at(plugin, version) });
  const said = async (person: Person, plugin: GivenPlugin, version?: string) =>
    as<{ data: ThreadMessage[] }>(await read(person, plugin, version)).data.map(({ kind, body }) => [kind, body]);

  test("is of uploader and instance admins; internal notes only of instance admins", async () => {
    const plugin = await givenUpload(developer, {});
    const place = { path: "commands/greet.md", line: 1 };
    expect((await write(developer, plugin, { body: "Please look" })).status).toBe(201);
    expect((await write(ada, plugin, { body: "Why hello?", ...place })).body).toMatchObject({
      author: { id: ada.id },
      ...place,
    });
    expect((await write(ada, plugin, { body: "Among us", internal: true })).status).toBe(201);
    expect((await write(developer, plugin, { body: "x", internal: true })).status).toBe(403);
    const open = [
      ["submit", "Version 1.0.0"],
      ["comment", "Please look"],
      ["comment", "Why hello?"],
    ];
    expect(await said(developer, plugin)).toEqual(open);
    expect(await said(grace, plugin)).toEqual([...open, ["comment", "Among us"]]);
    expect((await actionsOf(plugin)).filter((action) => action === "plugin.commented")).toHaveLength(3);
  });

  test("reaches the other side with a link to the very version, and open pages at once", async () => {
    const plugin = await givenUpload(developer, {});
    const link = `/review/plugins/${plugin.plugin_id}?version=1.0.0&tab=conversation`;
    const toldOf = async (person: Person) => (await notificationsOf(person.id)).filter((one) => one.link === link);
    await write(ada, plugin, { body: "Among us", internal: true });
    expect(await toldOf(developer)).toEqual([]);
    await write(ada, plugin, { body: "Why?" });
    expect(await toldOf(developer)).toMatchObject([{ kind: "package_commented" }]);
    await write(developer, plugin, { body: "Because." });
    expect(await toldOf(ada)).toMatchObject([{ title: `${developer.name} commented on Plugin ${plugin.slug} 1.0.0` }]);
    const stored = await db().event.findMany({ where: { targetId: plugin.plugin_id }, orderBy: { id: "desc" } });
    const event = stored.map(({ topic, targetId, workspaceId, userId, payload }) => ({
      ...{ topic, targetId, workspaceId, userId },
      payload: payload as { type?: string; data?: Record<string, unknown> },
    }))[0];
    expect(event?.payload.data).toMatchObject({ change: "commented", public: false });
    const hears = (person: Person) => event && mayHear(person.ctx.actor, event);
    expect([await hears(developer), await hears(ada), await hears(owner)]).toEqual([true, true, false]);
  });

  test("is not there for others, also of a version that everybody may read", async () => {
    const plugin = await givenPlugin(ada);
    expect((await read(owner, plugin)).status).toBe(404);
    expect((await write(owner, plugin, { body: "Hello" })).status).toBe(404);
    expect((await read(ada, plugin)).status).toBe(200);
    expect((await read(ada, plugin, "9.9.9")).status).toBe(404);
  });

  test("is each version's own", async () => {
    const slug = pluginSlug();
    const plugin = await givenUpload(developer, { slug });
    await write(developer, plugin, { body: "The first" });
    await givenUpload(developer, { slug, version: "1.1.0" });
    expect(await said(developer, plugin, "1.1.0")).toEqual([["submit", "Version 1.1.0"]]);
    expect(await said(developer, plugin)).toContainEqual(["comment", "The first"]);
  });

  test.each([{ body: " " }, { body: "x", line: 3 }, { body: "x", kind: "approve" }])(
    "%o is no comment",
    async (json) => {
      const plugin = await givenUpload(developer, {});
      expect((await write(developer, plugin, json)).status).toBe(400);
    },
  );
});

describe("a review of a plugin", () => {
  const review = (person: Person, plugin: GivenPlugin, json: object, version?: string) =>
    call(endpoints.reviewPlugin, { as: person, params: at(plugin, version), json });
  const bytesOf = async ({ plugin_id: pluginId }: GivenPlugin, version = "1.0.0") =>
    (await db().pluginVersion.findFirstOrThrow({ where: { pluginId, version } })).sha256;
  const thread = async (plugin: GivenPlugin) =>
    as<{ data: ThreadMessage[] }>(await call(endpoints.showPluginThread, { as: developer, params: at(plugin) })).data;

  test("approves with a word and remarks on places, for the bytes that were read", async () => {
    const plugin = await givenUpload(developer, {});
    const sha256 = await bytesOf(plugin);
    expect((await review(ada, plugin, { decision: "approve", sha256: "0".repeat(64) })).body).toMatchObject({
      error: { code: "package_changed", version: "1.0.0", sha256 },
    });
    const comments = [{ path: "commands/greet.md", line: 1, body: "Nice" }];
    const approved = await review(ada, plugin, { decision: "approve", sha256, body: "Fine", comments });
    expect(newest(approved)).toMatchObject({ status: "approved", reviewedBy: ada.name });
    expect((await thread(plugin)).map(({ kind, body, path, line }) => [kind, body, path, line])).toEqual([
      ["submit", "Version 1.0.0", null, null],
      ["approve", "Fine", null, null],
      ["comment", "Nice", "commands/greet.md", 1],
    ]);
  });

  test("declines with a reason, and comments without deciding", async () => {
    const plugin = await givenUpload(developer, {});
    const sha256 = await bytesOf(plugin);
    expect((await review(ada, plugin, { decision: "decline", sha256, body: " " })).status).toBe(400);
    expect(newest(await review(ada, plugin, { decision: "comment", sha256, body: "Hm" }))?.status).toBe("pending");
    const declined = await review(ada, plugin, { decision: "decline", sha256, body: "No" });
    expect(newest(declined)).toMatchObject({ status: "rejected", reason: "No" });
    expect((await thread(plugin)).map(({ kind }) => kind)).toEqual(["submit", "comment", "decline"]);
    expect((await review(ada, plugin, { decision: "approve", sha256 })).status).toBe(409);
  });

  test("holds for the version that was read, not for one that came meanwhile", async () => {
    const slug = pluginSlug();
    const plugin = await givenUpload(developer, { slug });
    await givenUpload(developer, { slug, version: "1.1.0" });
    const late = { decision: "decline", sha256: await bytesOf(plugin, "1.1.0"), body: "No" };
    expect((await review(ada, plugin, late)).body).toMatchObject({
      error: { code: "package_changed", version: "1.1.0" },
    });
  });

  test("is not the uploader's, and not of those who see nothing of it", async () => {
    const plugin = await givenUpload(developer, {});
    const json = { decision: "approve", sha256: await bytesOf(plugin) };
    expect((await review(developer, plugin, json)).status).toBe(403);
    expect((await review(owner, plugin, json)).status).toBe(404);
  });
});

test("an instance admin's mark on a file holds for its bytes, also in the next version, and for nobody else", async () => {
  const slug = pluginSlug();
  const plugin = await givenUpload(developer, { slug });
  const mark = (person: Person, path: string) =>
    call(endpoints.setPluginViewed, { as: person, params: at(plugin), json: { path, viewed: true } });
  const viewed = async (person: Person, version: string) =>
    as<{ data: { path: string; viewed: boolean }[] }>(
      await call(listPluginFiles, { as: person, params: at(plugin, version) }),
    )
      .data.filter((file) => file.viewed)
      .map(({ path }) => path);
  expect((await mark(ada, "commands/greet.md")).status).toBe(204);
  await givenUpload(developer, { slug, version: "1.1.0" });
  expect(await viewed(ada, "1.0.0")).toEqual(["commands/greet.md"]);
  expect(await viewed(ada, "1.1.0")).toEqual(["commands/greet.md"]);
  expect(await viewed(grace, "1.1.0")).toEqual([]);
  expect((await mark(ada, "absent")).status).toBe(404);
  expect((await mark(developer, "commands/greet.md")).status).toBe(403);
  expect((await mark(owner, "commands/greet.md")).status).toBe(404);
});
