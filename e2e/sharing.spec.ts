import { db } from "@/lib/db";
import { insertAgents } from "./agents-list-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";

test("an agent is shared with somebody outside, explained, and taken back under their eyes", async ({
  signedIn,
  place,
}) => {
  const owner = await signedIn({ role: "admin", name: "Ada" });
  const guest = await signedIn({ role: "viewer", name: "Grace" });
  await db().membership.deleteMany({ where: { userId: guest.id } });
  await db().user.update({ where: { id: guest.id }, data: { addressProvenAt: new Date() } });
  await insertAgents(place, owner.id, [{ name: "scout" }]);
  const { id } = await db().agent.findFirstOrThrow({ where: { workspaceId: place.id, name: "scout" } });

  await guest.page.goto("/shared");
  await expect(guest.page.getByText("Nothing is shared with you")).toBeVisible();
  await expect(guest.page.getByText("Live", { exact: true })).toBeVisible();
  await expectGoodLooks(guest.page);

  const { page } = owner;
  await page.goto(`/agents/${id}?tab=sharing`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("Shared with nobody yet")).toBeVisible();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(owner.email);
  await dialog.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialog.getByText("is your own")).toBeVisible();
  await dialog.getByLabel("E-mail").fill(guest.email);
  await dialog.getByLabel("Role").selectOption("operator");
  await expectGoodLooks(page);
  await dialog.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByText(`scout is shared with ${guest.email}`, { exact: true })).toBeVisible();
  const shares = page.getByRole("table", { name: "Shares of scout" });
  await expect(shares.getByRole("row", { name: /Operator/ })).toContainText(guest.email);

  await expect(guest.page.getByRole("link", { name: "scout" })).toBeVisible();
  await guest.page.getByRole("link", { name: "scout" }).click();
  await expect(guest.page.getByRole("heading", { name: "scout" })).toBeVisible();
  await guest.page.getByRole("tab", { name: "Sharing" }).click();
  await expect(guest.page.getByText("You cannot see with whom this agent is shared")).toBeVisible();

  await page.getByLabel("Why can this person see it?").fill(guest.email);
  await page.getByRole("button", { name: "Explain" }).click();
  await expect(page.getByRole("region", { name: "Access of Grace" })).toContainText("has it shared as operator by Ada");
  await expectGoodLooks(page);

  await guest.page.goto("/shared");
  await expect(guest.page.getByRole("link", { name: "scout" })).toBeVisible();
  await expectGoodLooks(guest.page);
  await page.getByRole("button", { name: `Actions for ${guest.email}` }).click();
  await page.getByRole("menuitem", { name: "Stop sharing…" }).click();
  await page.getByRole("button", { name: "Stop sharing", exact: true }).click();
  await expect(page.getByText("Shared with nobody yet")).toBeVisible();
  await expect(guest.page.getByText("Nothing is shared with you")).toBeVisible();
});

test("who is not known yet waits, and a role is changed", async ({ signedIn, place }) => {
  const { id: ownerId, page } = await signedIn({ role: "admin" });
  await insertAgents(place, ownerId, [{ name: "scout" }]);
  const { id } = await db().agent.findFirstOrThrow({ where: { workspaceId: place.id, name: "scout" } });
  await page.goto(`/agents/${id}?tab=sharing`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("new@example.com");
  await dialog.getByLabel("Ends").selectOption("7");
  await dialog.getByRole("button", { name: "Share", exact: true }).click();
  const row = page.getByRole("row", { name: /new@example.com/ });
  await expect(row).toContainText("Pending");
  await page.getByRole("button", { name: "Actions for new@example.com" }).click();
  await page.getByRole("menuitem", { name: "Role and end…" }).click();
  await dialog.getByLabel("Role").selectOption("editor");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Editor");
});
