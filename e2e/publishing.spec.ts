import type { Page } from "@playwright/test";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { given, type Place } from "@/lib/testing/given";
import { givenConnection, givenMcpServer } from "@/lib/testing/given-assignable";
import { openTab } from "./agent-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { visit } from "./visit";

test.describe.configure({ timeout: 240_000 });

/** An agent that was never published, with a test server and a model that names a test connection; real ones beside. */
async function givenDraft(place: Place) {
  const maker = await given.member(place, { role: "developer" });
  const { id } = await given.agent(maker.ctx, { name: "ledger" });
  const ids = {
    tried: await givenMcpServer(place, "mail (test)"),
    real: await givenMcpServer(place, "mail (prod)"),
    calendar: await givenMcpServer(place, "calendar"),
    testLedger: await givenConnection(place, "ledger-test"),
    snow: await givenConnection(place, "ledger-prod", "snowflake"),
    books: await givenConnection(place, "books"),
  };
  const model = { id: newId("semanticDataModel"), name: "Receipts", connectionNames: ["ledger-test"] };
  const semanticModel = { name: "Receipts", tables: [{ base_table: { data_connection_name: "ledger-test" } }] };
  await db().semanticDataModel.create({ data: { ...model, semanticModel, workspaceId: place.id } });
  await db().agentSemanticDataModel.create({ data: { agentId: id, semanticDataModelId: model.id } });
  await db().agentMcpServer.create({ data: { agentId: id, mcpServerId: ids.tried } });
  await db().agentMcpServer.create({ data: { agentId: id, mcpServerId: ids.calendar } });
  return { id, ids };
}

const dialogOf = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const choice = (page: Page, name: string) => page.getByRole("button", { name: `What goes live for ${name}:` });
const liveOf = async (id: string) => {
  const { liveVersionId } = await db().agent.findUniqueOrThrow({ where: { id } });
  return db().agentVersion.findUniqueOrThrow({ where: { id: liveVersionId ?? "" } });
};
const act = async (page: Page, label: string, name: string) => {
  await page.getByRole("button", { name: `Actions for ${label}` }).click();
  await page.getByRole("menuitem", { name }).click();
};

test("test resources go live as production ones, by keyboard, and the next publish remembers it", async ({
  place,
  signedIn,
}) => {
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  const { id, ids } = await givenDraft(place);
  await visit(page, `/agents/${id}?tab=versions`);
  await page.getByRole("button", { name: "Publish…" }).click();
  const publishing = dialogOf(page, "Publish the draft of ledger?");
  await expect(choice(page, "mail (test)")).toHaveText("mail (prod)");
  await expect(publishing).toContainText("Suggested by its name");
  // Of another engine, so that its name does not count.
  await expect(choice(page, "ledger-test")).toHaveText("Itself");
  await expect(publishing).toContainText("1 test resource goes live as it is");
  await expect(choice(page, "calendar")).toHaveCount(0);
  await expectGoodLooks(page);

  await choice(page, "ledger-test").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("bo");
  await expect(page.getByRole("option", { name: "books" })).toBeVisible();
  await expect(page.getByRole("option", { name: "ledger-prod" })).toHaveCount(0);
  await expectGoodLooks(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(choice(page, "ledger-test")).toHaveText("books");
  await expect(choice(page, "ledger-test")).toBeFocused();
  await expect(publishing).not.toContainText("goes live as it is, ");
  await publishing.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("ledger: v1 is live", { exact: true })).toBeVisible();
  expect((await liveOf(id)).mapping).toEqual({
    connections: { [ids.testLedger]: ids.books },
    mcpServers: { [ids.tried]: ids.real },
  });

  await openTab(page, "Overview");
  await page.getByRole("button", { name: "Edit as draft" }).click();
  await page.getByRole("button", { name: "See what changed" }).click();
  await expect(page.getByText("Both say the same;")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Publish…" }).click();
  await expect(choice(page, "ledger-test")).toHaveText("books");
  await expect(publishing).toContainText("As in v1");
  await page.keyboard.press("Escape");
  await expect(publishing).toHaveCount(0);

  await db().agentMcpServer.deleteMany({ where: { agentId: id } });
  await db().agent.update({ where: { id }, data: { instructions: "Be brief.", rev: { increment: 1 } } });
  await page.reload();
  await page.getByRole("button", { name: "Discard…" }).click();
  const discarding = dialogOf(page, "Discard the draft of ledger?");
  await expect(discarding).toContainText("Instructions: added");
  await expect(discarding).toContainText("MCP servers: without mail (test), calendar");
  await discarding.getByRole("checkbox", { name: "mail (test) for mail (prod)" }).uncheck();
  await expect(discarding).toContainText("Does not return.");
  await expectGoodLooks(page);
  await discarding.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByText("ledger: the draft is gone, v1 is live", { exact: true })).toBeVisible();
  const attached = await db().agentMcpServer.findMany({ where: { agentId: id } });
  expect(attached.map(({ mcpServerId }) => mcpServerId).toSorted()).toEqual([ids.real, ids.calendar].toSorted());
});

test("a rollback over a draft names what is lost and what was deleted since, and goes on only when both are agreed to", async ({
  place,
  signedIn,
}) => {
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  const { id, ids } = await givenDraft(place);
  await visit(page, `/agents/${id}?tab=versions`);
  for (const label of ["v1", "v2"]) {
    if (label === "v2") await page.getByRole("button", { name: "Edit as draft" }).click();
    await page.getByRole("button", { name: "Publish…" }).click();
    const publishing = dialogOf(page, "Publish the draft of ledger?");
    await publishing.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText(`ledger: ${label} is live`, { exact: true })).toBeVisible();
    await db().agentMcpServer.deleteMany({ where: { agentId: id, mcpServerId: ids.calendar } });
    await openTab(page, "Overview");
  }
  await page.getByRole("button", { name: "Edit as draft" }).click();
  await db().mcpServer.delete({ where: { id: ids.calendar } });
  await db().agent.update({ where: { id }, data: { instructions: "Be brief." } });
  await visit(page, `/agents/${id}?tab=versions`);
  await act(page, "v1", "Roll back to it…");
  const back = dialogOf(page, "Roll back to v1?");
  await expect(back).toContainText("MCP servers: with calendar");
  await expect(back.getByRole("list", { name: "Changes of the draft" })).toContainText("Instructions: added");
  await expect(back.getByRole("list", { name: "Deleted since" })).toHaveText("calendar");
  await expectGoodLooks(page);
  await back.getByLabel("Give up the draft").check();
  await back.getByRole("button", { name: "Roll back" }).click();
  await expect(back.getByRole("alert")).toContainText("deleted meanwhile");
  await back.getByLabel("Go without what was deleted").check();
  await back.getByLabel("Note").fill("v2 lost receipts.");
  await back.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("ledger: Rolled back to v1", { exact: true })).toBeVisible();
  expect(await liveOf(id)).toMatchObject({ label: "v3", note: "v2 lost receipts." });
});
