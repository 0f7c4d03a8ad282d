import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/db";
import { expectGoodLooks } from "./looks";
import { expect, fill, test, usualFiles } from "./workspace-scene";

test("files are read, uploaded, sorted into folders and deleted", async ({ signedIn, running }) => {
  await fill(running, usualFiles);
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  await page.goto(`/agents/${running.id}?tab=files`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const tree = page.getByRole("tree", { name: `Files of ${running.name}` });
  await tree.getByRole("treeitem", { name: "summary.md" }).click();
  await expect(page.getByRole("heading", { name: "Summary", exact: true })).toBeVisible();
  await expectGoodLooks(page);
  await tree.getByRole("treeitem", { name: "chart.png" }).click();
  await expect(page.getByRole("img", { name: "output/chart.png" })).toBeVisible();
  await tree.getByRole("treeitem", { name: "raw.bin" }).click();
  await expect(page.getByText("Binary file")).toBeVisible();
  await tree.getByRole("treeitem", { name: "CLAUDE.md" }).click();
  await expect(page.getByText("Protected: the agent cannot do without it")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete…" })).toHaveCount(0);

  await tree.getByRole("treeitem", { name: "output" }).click();
  await page.getByRole("button", { name: "New folder" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("a/b");
  await dialog.getByRole("button", { name: "Make folder" }).click();
  await expect(dialog.getByText("No slashes")).toBeVisible();
  await dialog.getByLabel("Name").fill("reports");
  await dialog.getByRole("button", { name: "Make folder" }).click();
  await expect(page.getByText("Folder output/reports made", { exact: true })).toBeVisible();

  await expect(page).toHaveURL(/file=output/);
  const upload = (text: string) =>
    page
      .getByLabel("Files to upload")
      .setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await upload("first");
  await expect(page.getByText("1 of 1 uploaded")).toBeVisible();
  expect(await readFile(join(running.root, "output/reports/note.txt"), "utf8")).toBe("first");
  await tree.getByRole("treeitem", { name: "note.txt" }).click();
  await expect(page.getByText("first", { exact: true })).toBeVisible();
  await upload("second");
  await expect(dialog).toContainText("Replace output/reports/note.txt?");
  await dialog.getByRole("button", { name: "Replace" }).click();
  await expect(page.getByText("2 of 2 uploaded")).toBeVisible();
  expect(await readFile(join(running.root, "output/reports/note.txt"), "utf8")).toBe("second");

  await page.getByRole("button", { name: "Delete…" }).click();
  await expect(dialog).toContainText("Delete output/reports/note.txt?");
  await dialog.getByRole("button", { name: "Delete file" }).click();
  await expect(page.getByText("output/reports/note.txt deleted", { exact: true })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: "note.txt" })).toHaveCount(0);
  const trail = await db().auditEvent.findMany({ where: { targetId: running.id, action: { startsWith: "file." } } });
  expect(trail.map(({ action }) => action)).toContain("file.deleted");
});

test("with the keyboard alone, and what hides is shown when asked for", async ({ signedIn, running }) => {
  await fill(running, usualFiles);
  const { page } = await signedIn({ role: "admin" });
  await page.goto(`/agents/${running.id}?tab=files`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const tree = page.getByRole("tree", { name: `Files of ${running.name}` });
  await tree.getByRole("treeitem", { name: "data" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Binary file")).toBeVisible();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Scout", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/file=CLAUDE\.md/);
  await page.getByLabel("Hidden files").check();
  await tree.getByRole("treeitem", { name: ".env" }).click();
  await expect(page.getByText("It holds secrets and is not shown")).toBeVisible();
});

test("a viewer reads and changes nothing; an agent that does not run says so", async ({ signedIn, running }) => {
  await fill(running, usualFiles);
  const viewer = await signedIn({ role: "viewer" });
  await viewer.page.goto(`/agents/${running.id}?tab=files`);
  await expect(viewer.page.getByText("its editors and admins may change files")).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: "Upload…" })).toHaveCount(0);
  await expectGoodLooks(viewer.page);

  await db().runtime.update({
    where: { agentId: running.id },
    data: { observedState: "stopped", desiredState: "stopped" },
  });
  const admin = await signedIn({ role: "admin" });
  await admin.page.goto(`/agents/${running.id}?tab=files`);
  await expect(admin.page.getByText("Start it to see its files")).toBeVisible();
  await expect(admin.page.getByRole("button", { name: `Start ${running.name}` })).toBeVisible();
  await expectGoodLooks(admin.page);
});
