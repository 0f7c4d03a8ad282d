import { describe, expect, test } from "vitest";
import * as files from "@/lib/contracts/console/endpoints/package-files";
import * as talk from "@/lib/contracts/console/endpoints/package-talk";
import type { FileContent, FileEntry, PackageDiff } from "@/lib/contracts/console/wire/package-file";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { as, givenSubmission, seenBy, submitVersion } from "@/lib/testing/review-scene";
import { submitted } from "@/lib/testing/submitting";
import { jobsWithKey } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

describe("the files of a package", () => {
  test("are a tree with what changed against the running version", async () => {
    const { author, admin, agent } = await givenSubmission();
    await db().agent.update({ where: { id: agent.id }, data: { runningPackageId: agent.packageId } });
    const id = await submitVersion(author, agent, {
      version: "0.2.0",
      files: { "README.md": null, "tools/extra.py": "x = 1\n", "agents/__init__.py": "# changed\n" },
    });
    const { data } = as<{ data: FileEntry[] }>(await call(files.listPackageFiles, { as: admin, params: { id } }));
    const changes = Object.fromEntries(data.filter((one) => one.type === "file").map((one) => [one.path, one.change]));
    expect(changes).toMatchObject({
      "README.md": "removed",
      "tools/extra.py": "added",
      "agents/__init__.py": "changed",
      "tools/arithmetic.py": "same",
    });
    expect(data.map((one) => one.path).slice(0, 2)).toEqual(["agents", "agents/__init__.py"]);
    const diff = as<PackageDiff>(await call(files.showPackageDiff, { as: admin, params: { id } }));
    expect(diff.base).toMatchObject({ packageId: agent.packageId, version: "0.1.0" });
    expect(diff.files.find((one) => one.path === "tools/extra.py")).toMatchObject({
      status: "added",
      additions: 1,
      deletions: 0,
    });
    const one = as<PackageDiff>(
      await call(files.showPackageDiff, {
        as: admin,
        params: { id },
        query: { path: "agents/__init__.py", against: "previous" },
      }),
    );
    expect(one.hunks?.[0]?.lines).toEqual([["+", "# changed"]]);
  });

  test("without a base everything is added; a base that may not be read is not there", async () => {
    const { author, agent } = await givenSubmission();
    const other = await givenSubmission();
    const diff = as<PackageDiff>(await call(files.showPackageDiff, { as: author, params: { id: agent.packageId } }));
    expect(diff.base).toBeNull();
    expect(new Set(diff.files.map((file) => file.status))).toEqual(new Set(["added"]));
    const against = other.agent.packageId;
    expect(
      (await call(files.showPackageDiff, { as: author, params: { id: agent.packageId }, query: { against } })).status,
    ).toBe(404);
  });

  test("one file's text comes with its language, its findings, and without its secrets", async () => {
    const { workspace } = await given.workspace();
    const author = await given.member(workspace, { role: "developer" });
    const agent = await submitted(author, {
      files: { "tools/keys.py": 'import subprocess\nsubprocess.run("ls")\npassword = "hunter2secret"\n' },
    });
    const read = (path: string) =>
      call(files.showPackageFile, { as: author, params: { id: agent.packageId }, query: { path } });
    const file = as<FileContent>(await read("tools/keys.py"));
    expect(file).toMatchObject({ language: "python", binary: false, truncated: false, lines: 3 });
    expect(file.text).toContain("••••");
    expect(file.text).not.toContain("hunter2secret");
    expect(file.findings.map((one) => one.code)).toContain("code.process");
    for (const path of ["tools", "../ncp.toml", "/etc/passwd", "tools/keys.py/", "Tools/keys.py"]) {
      expect([path, (await read(path)).status]).toEqual([path, 404]);
    }
  });

  test("a mark stays with the bytes of a file and its reviewer", async () => {
    const { admin, owner, author, agent } = await givenSubmission();
    const mark = (person: Person, json: unknown) =>
      call(files.setViewed, { as: person, params: { id: agent.packageId }, json });
    expect((await mark(admin, { path: "README.md", viewed: true })).status).toBe(204);
    expect((await mark(admin, { path: "README.md", viewed: true })).status).toBe(204);
    const viewed = async (person: Person, id: string) =>
      as<{ data: FileEntry[] }>(await call(files.listPackageFiles, { as: person, params: { id } }))
        .data.filter((one) => one.viewed)
        .map((one) => one.path);
    expect([await viewed(admin, agent.packageId), await viewed(owner, agent.packageId)]).toEqual([["README.md"], []]);
    const next = await submitVersion(author, agent, { version: "0.1.1" });
    expect(await viewed(admin, next)).toEqual(["README.md"]);
    expect((await mark(admin, { path: "absent", viewed: true })).status).toBe(404);
  });

  test("the download is the file that was sent, with its hash", async () => {
    const { author, admin, agent } = await givenSubmission();
    const answer = await call(files.downloadFile, { as: admin, params: { id: agent.packageId } });
    const { sha256 } = await seenBy(author, agent.packageId);
    expect(answer.headers.get("x-package-sha256")).toBe(sha256);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${agent.name}-0.1.0.ncp"`);
    const again = await call(files.downloadFile, {
      as: admin,
      params: { id: agent.packageId },
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  test("a rescan is a job, once however often it is asked for", async () => {
    const { admin, agent } = await givenSubmission();
    const ask = () => call(talk.rescan, { as: admin, params: { id: agent.packageId } });
    expect([(await ask()).status, (await ask()).status]).toEqual([202, 202]);
    expect(await jobsWithKey(`scan:${agent.packageId}`)).toEqual([{ task: "scan_package" }]);
  });
});
