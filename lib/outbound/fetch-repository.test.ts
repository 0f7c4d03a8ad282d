import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { create } from "@/lib/contracts/fleet/endpoints/agents";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";
import { openTemplate } from "@/lib/runtime/open-template";
import { call } from "@/lib/testing/call";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { given } from "@/lib/testing/given";
import { buildArchive, extension, paxRecord, type TarPart } from "@/lib/testing/tar-builder";
import { fetchRepository, parseRepository, RepositoryFault } from "./fetch-repository";

const yaml = (more = "") =>
  `name: scout\ndisplay_name: Scout\ndescription: Looks around\nresources: {cpu: "4", memory: 8g}\n${more}`;
const folder: TarPart = { path: "repo-main/", type: "5" };
/** Archives of repositories begin with the commit in a header of their own. */
const commit: TarPart = { raw: extension("g", paxRecord("comment", "a".repeat(40))) };
const plain: TarPart[] = [
  commit,
  folder,
  { path: "repo-main/template.yaml", body: yaml("shared_folders: {expose: true}\n") },
  { path: "repo-main/CLAUDE.md", body: "# Scout\n" },
  { path: "repo-main/logo.png", body: Buffer.from([0x89, 0x50, 0, 0xff]) },
];
const archives: Record<string, Buffer> = {
  "/Org/repo/tar.gz/HEAD": buildArchive(plain),
  "/Org/repo/tar.gz/v1.0/rc": buildArchive([folder, { path: "repo-main/README.md", body: "no template\n" }]),
  "/Org/links/tar.gz/HEAD": buildArchive([folder, { path: "repo-main/x", type: "2", link: "/etc/passwd" }]),
  "/Org/climbs/tar.gz/HEAD": buildArchive([folder, { path: "repo-main/../x", body: "x" }]),
  "/Org/broken/tar.gz/HEAD": buildArchive([folder, { path: "repo-main/template.yaml", body: "name: [\n" }]),
  "/Org/bomb/tar.gz/HEAD": buildArchive([folder, { path: "repo-main/big", body: Buffer.alloc(65 * 1024 * 1024) }]),
  "/Org/text/tar.gz/HEAD": Buffer.from("<html>not an archive</html>"),
};

let server: Server;
const asked: string[] = [];
const before = { ...settings() };

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(request.url ?? "");
    if (path.startsWith("/Org/moved/"))
      return void response.writeHead(302, { Location: "http://169.254.169.254/" }).end();
    const archive = archives[path];
    if (archive) response.end(archive);
    else response.writeHead(404).end("no");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  Object.assign(settings(), {
    MUSTER_GITHUB_ARCHIVES: `http://127.0.0.1:${port}/`,
    MUSTER_OUTBOUND_ALLOW: "127.0.0.1",
  });
});
afterAll(() => {
  Object.assign(settings(), before, { MUSTER_OUTBOUND_ALLOW: before.MUSTER_OUTBOUND_ALLOW });
  server.close();
});

const fetched = (text: string) => {
  const repository = parseRepository(text);
  if (!repository) throw new Error("no repository");
  return fetchRepository(repository);
};

describe("the name of a repository", () => {
  test.each(["Org/repo", "Org/repo.js@main", "a/b@v1.0/rc", "Org/re_po-1@0123abc"])("%s can be one", (text) => {
    expect(parseRepository(text)).not.toBeNull();
  });

  test.each([
    ...[
      "org",
      "org/",
      "/repo",
      "org/repo/x",
      "org/..",
      "org/.",
      "org/repo;id",
      "--upload-pack=x",
      "@evil.com/x",
      "org/repo@",
    ],
    ...[
      "org/repo@../x",
      "org/repo@a/../b",
      "org/repo@-x",
      "org/repo@a b",
      "org/repo@a//b",
      "org/repo@x?y=1",
      "ext::sh -c x",
    ],
    ...["https://github.com/org/repo", "file:///etc", "org/repo%2f..", `org/${"a".repeat(50_000)}!`],
  ])("%s cannot", (text) => {
    expect(cpuCost(() => expect(parseRepository(text)).toBeNull())).toBeLessThan(20);
  });
});

describe("fetching a repository", () => {
  test("gives its texts without the folder that the archive puts around them", async () => {
    const files = await fetched("Org/repo");
    expect(Object.keys(files)).toEqual(["template.yaml", "CLAUDE.md"]);
    expect(await fetched("Org/repo@v1.0/rc")).toEqual({ "README.md": "no template\n" });
  });

  test.each([
    ["Org/absent", /is not there, is private/],
    ["Org/moved", /redirects/],
    ["Org/links", /link/],
    ["Org/climbs", /leads out of its folder/],
    ["Org/bomb", /unpacks to more than|times its size/],
    ["Org/text", /is refused/],
  ])("%s is refused in words", async (text, words) => {
    await expect(fetched(text)).rejects.toThrow(RepositoryFault);
    await expect(fetched(text)).rejects.toThrow(words);
  });

  test("nothing is asked of a private address that is not excepted", async () => {
    const count = asked.length;
    Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: undefined });
    await expect(fetched("Org/repo")).rejects.toThrow(/could not be fetched/);
    Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: "127.0.0.1" });
    expect(asked.length).toBe(count);
  });
});

describe("agents from repositories", () => {
  test("take limits and folders from its template.yaml; a repository without one is fine", async () => {
    const { owner } = await given.workspace();
    const first = await call(create, { as: owner, json: { name: "one", template: "github:Org/repo" } });
    expect([first.status, first.body]).toMatchObject([
      200,
      { template: "github:Org/repo", github_repo: "Org/repo", resources: { cpu: "4", memory: "8g" } },
    ]);
    const row = await db().agent.findFirstOrThrow({
      where: { name: "one", ownerId: owner.id },
      include: { folders: true },
    });
    expect(row.folders.map((one) => one.kind)).toEqual(["expose"]);
    const second = await call(create, { as: owner, json: { name: "two", github_repo: "Org/repo@v1.0/rc" } });
    expect([second.status, second.body]).toMatchObject([200, { resources: { cpu: "2", memory: "4g" } }]);
  });

  test.each([
    [{ template: "github:Org/absent" }, "template: the repository is not there"],
    [{ github_repo: "Org/broken" }, "github_repo: template.yaml, line"],
    [{ github_repo: "Org/moved" }, "github_repo: the repository could not be fetched"],
  ])("%o is 400 and leaves nothing", async (json, words) => {
    const { owner, workspace } = await given.workspace();
    const { status, body } = await call(create, { as: owner, json: { name: "x", ...json } });
    expect([status, (body as { detail: string }).detail]).toEqual([400, expect.stringContaining(words)]);
    expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("who may not create agents makes Muster fetch nothing", async () => {
    const { workspace } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const count = asked.length;
    expect((await call(create, { as: viewer, json: { name: "x", github_repo: "Org/repo" } })).status).toBe(403);
    expect(asked.length).toBe(count);
  });

  test("the templates that Muster brings are readable, with all four files", async () => {
    for (const name of ["blank", "business-assistant", "research"]) {
      const { file, files } = await openTemplate(`local:${name}`);
      expect(file?.name).toBe(name);
      expect(Object.keys(files).sort()).toEqual([".env.example", ".mcp.json.template", "CLAUDE.md", "template.yaml"]);
      expect(JSON.parse(files[".mcp.json.template"] ?? "")).toHaveProperty("mcpServers");
    }
  });
});
