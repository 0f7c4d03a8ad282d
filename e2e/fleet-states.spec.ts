import type { AgentTab } from "@/lib/client/agent-address";
import { db } from "@/lib/db";
import { openTab } from "./agent-scene";
import { expectGoodLooks } from "./looks";
import { visit } from "./visit";
import { expect, test } from "./workspace-scene";

test.describe.configure({ timeout: 180_000 });

const at = (id: string, tab: AgentTab) => `/agents/${id}?tab=${tab}`;

test("an agent that does not answer says so in its files and credentials, and offers another try", async ({
  signedIn,
  running,
}) => {
  const { page } = await signedIn({ role: "admin" });
  running.die();
  for (const tab of ["files", "credentials"] as const) {
    await visit(page, at(running.id, tab));
    const alert = page.getByRole("alert").filter({ hasText: "not reachable" });
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible({ timeout: 30_000 });
    await expectGoodLooks(page);
  }
});

test("every part of a stopped agent looks good and says what to do", async ({ signedIn, running }) => {
  const { page } = await signedIn({ role: "admin" });
  await db().runtime.update({
    where: { agentId: running.id },
    data: { desiredState: "stopped", observedState: "stopped", supervisorId: null, startedAt: null },
  });
  for (const tab of ["runtime", "files", "credentials", "folders"] as const) {
    await visit(page, at(running.id, tab));
    await expect(page.getByRole("tabpanel")).toBeVisible();
    await expect(
      page
        .getByRole("main")
        .getByRole("button", { name: /^Start/ })
        .first(),
    ).toBeVisible();
    await expectGoodLooks(page);
  }
});

test("by keyboard alone one walks the parts of an agent, offers its folder and shares it", async ({
  signedIn,
  running,
}) => {
  const { page } = await signedIn({ role: "admin" });
  await visit(page, at(running.id, "credentials"));
  await page.getByRole("tab", { name: "Credentials" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Folders" })).toBeFocused();
  await page.keyboard.press("Enter");
  const offer = page.getByRole("switch", { name: /^Offer a folder/ });
  await expect(offer).not.toBeChecked();
  await offer.focus();
  await page.keyboard.press("Space");
  await expect(offer).toBeChecked();
  await openTab(page, "Sharing");
  await page.getByRole("button", { name: "Share", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
});
