import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { db } from "@/lib/db";
import { openTab, rowOf } from "./agent-scene";
import { insertAgents } from "./agents-list-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { visit } from "./visit";

test.describe.configure({ timeout: 180_000 });

const quiet = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** Kills the processes of an agent, as somebody at the machine would: those that stand in its workspace or name it. */
function killRun(agentId: string): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const own = pids.filter((pid) => {
    const place = quiet(() => readlinkSync(`/proc/${pid}/cwd`), "");
    const command = quiet(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
    return place.includes(agentId) || command.includes(agentId);
  });
  for (const pid of own) quiet(() => process.kill(Number(pid), "SIGKILL"), false);
  return own.length;
}

const header = "main header";

test("an agent is made of a template, runs before one's eyes, is stopped and started, and its end is told with the reason", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer", name: "Ada" });
  await visit(page, "/agents");
  await page.getByRole("link", { name: "New agent" }).first().click();
  await expect(page.getByRole("heading", { name: "New agent", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Create and start" }).click();
  await expect(page.getByText("Give it a name")).toBeVisible();
  await page.getByLabel("Name").fill("2222");
  await expect(page.getByText(/must not be all digits/)).toBeVisible();
  await page.getByLabel("Name").fill("Market Scout");
  await expect(page.getByText("market-scout")).toBeVisible();
  await page.getByLabel(/^Research/).check();
  await page.getByLabel("Memory").selectOption("1g");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Create and start" }).click();
  await expect(page.getByRole("heading", { name: "Making market-scout" })).toBeVisible();

  await expect(page).toHaveURL(/\/agents\/agt_.*tab=runtime/, { timeout: 30_000 });
  await expect(page.locator(header).getByText("Running", { exact: true })).toBeVisible({ timeout: 30_000 });
  const log = page.getByRole("log");
  await expect(log).toContainText("Ready");
  await expect(page.getByRole("figure", { name: /^CPU/ })).toBeVisible({ timeout: 60_000 });
  await expectGoodLooks(page);

  await page.locator(header).getByRole("button", { name: "Stop" }).click();
  await expect(page.locator(header).getByText("Stopped", { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.locator(header).getByRole("button", { name: "Start" }).click();
  await expect(page.locator(header).getByText("Running", { exact: true })).toBeVisible({ timeout: 15_000 });

  const id = /agt_\w+/.exec(page.url())?.[0] ?? "";
  expect(killRun(id)).toBeGreaterThan(0);
  await expect(page.locator(header).getByText("Exited", { exact: true })).toBeVisible({ timeout: 3_000 });
  await expect(page.getByRole("alert").filter({ hasText: "It ended by itself" })).toBeVisible();
  await expectGoodLooks(page);

  await visit(page, "/");
  await expect(page.getByRole("link", { name: /market-scout/ }).first()).toBeVisible();
  await expectGoodLooks(page);
});

test("many agents are started and stopped at once; the name of one that is there is refused at its field", async ({
  signedIn,
  place,
}) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const { page } = ada;
  await insertAgents(place, ada.id, [{ name: "alpha" }, { name: "beta" }]);
  await db().agent.updateMany({ where: { workspaceId: place.id }, data: { hosting: "container" } });
  await visit(page, "/agents");
  await page.getByLabel("Select all rows shown").check();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(rowOf(page, "alpha")).toContainText("Running", { timeout: 40_000 });
  await expect(rowOf(page, "beta")).toContainText("Running", { timeout: 40_000 });
  await expect(page.getByText("2 agents started", { exact: true })).toBeVisible();
  await page.getByLabel("Select all rows shown").check();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(rowOf(page, "alpha")).toContainText("Stopped", { timeout: 40_000 });
  await expect(page.getByText("2 agents stopped", { exact: true })).toBeVisible();

  await visit(page, "/agents/new");
  await page.getByLabel("Name").fill("alpha");
  await page.getByRole("button", { name: "Create and start" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "already exists" })).toBeVisible();
});

test("by keyboard alone one makes an agent, stops it and reads its log; who may not is told so", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await visit(page, "/");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Command menu" })).toBeFocused();
  await page.keyboard.type("New agent");
  await expect(page.getByRole("option", { name: "New agent" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "New agent", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Name")).toBeEditable();
  await page.getByLabel("Name").focus();
  await page.keyboard.type("by-keys");
  await page.keyboard.press("Enter");
  await expect(page.locator(header).getByText("Running", { exact: true })).toBeVisible({ timeout: 40_000 });
  await page.locator(header).getByRole("button", { name: "Stop" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(header).getByText("Stopped", { exact: true })).toBeVisible({ timeout: 15_000 });

  const viewer = await signedIn({ role: "viewer" });
  await visit(viewer.page, page.url().replace(/\?.*/, ""));
  await expect(viewer.page.locator(header).getByRole("button", { name: "Start" })).toHaveCount(0);
  await openTab(viewer.page, "Runtime");
  await expect(viewer.page.getByText("You may not read this log")).toBeVisible();
  await visit(viewer.page, "/agents/new");
  await expect(viewer.page.getByText("You may not create agents here")).toBeVisible();
});
