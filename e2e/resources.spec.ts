import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import type { Signed } from "./people";
import { revisit, visit } from "./visit";

const origin = () => new URL(process.env.MUSTER_E2E_URL ?? "").origin;

/** Calls the API as the person of a page, past the pages; gives the answer's JSON. */
async function send({ page }: Signed, method: "post" | "put", path: string, data: object): Promise<{ id: string }> {
  const answer = await page.request[method](path, { data, headers: { Origin: origin() } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

test("a skill, a tool and an MCP server are made, assigned to an agent by search, and kept while it uses them", async ({
  signedIn,
  place,
}) => {
  test.setTimeout(120_000);
  const dev = await signedIn({ role: "developer", name: "Dana" });
  const { page } = dev;
  const agent = await send(dev, "post", "/api/agents", { workspaceId: place.id, name: "scout" });

  await visit(page, "/");
  await page.getByRole("link", { name: "Resources" }).click();
  await expect(page.getByText("No skills yet")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "New skill" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Create skill" }).click();
  await expect(form.getByText("Give it a name")).toBeVisible();
  await form.getByLabel(/^Name(?! of)/).fill("Refund rules");
  await form.getByLabel("Description").fill("When money goes back");
  await form.getByLabel(/^Text/).fill("# Refunds\n\nWithin **30 days**.");
  await form.getByText("Preview").click();
  await expect(form.getByRole("heading", { name: "Refunds" })).toBeVisible();
  await expectGoodLooks(page);
  await form.getByLabel("Tags").fill("finance, vat");
  await form.getByRole("button", { name: "Create skill" }).click();
  await expect(page.getByRole("heading", { name: "Refund rules" })).toBeVisible();
  await expect(page.getByText("No agent uses this skill yet.")).toBeVisible();
  await expectGoodLooks(page);

  await visit(page, "/resources/tools?new=true");
  await form.getByLabel(/^Name(?! of)/).fill("Currency rates");
  await form.getByLabel("Configuration").fill('{"api": "https://rates.example",}');
  await expect(form.getByText(/Not valid JSON/)).toBeVisible();
  await form.getByLabel("Configuration").fill('{"api": "https://rates.example", "apiKey": "canary"}');
  await form.getByRole("button", { name: "Create tool" }).click();
  await expect(page.getByRole("heading", { name: "Currency rates" })).toBeVisible();
  await expect(page.getByText('"********"')).toBeVisible();
  await expect(page.getByText("canary")).toHaveCount(0);

  await visit(page, "/resources/mcp-servers?new=true");
  await form.getByLabel(/^Name(?! of)/).fill("Tickets");
  await form.getByLabel("Address").fill("http://127.0.0.1:9/mcp");
  await form.getByRole("button", { name: "Add header" }).click();
  await form.getByLabel("Name of header 1").fill("Authorization");
  await form.getByLabel("Value of header 1").fill("Bearer canary");
  await form.getByRole("button", { name: "Create MCP server" }).click();
  await expect(form.getByText(/leads into a private network/)).toBeVisible();
  await expectGoodLooks(page);
  await form.getByLabel("Address").fill("https://mcp.example.invalid/tickets");
  await form.getByRole("button", { name: "Create MCP server" }).click();
  await expect(page.getByRole("heading", { name: "Tickets" })).toBeVisible();
  await expect(page.getByText("Authorization: ********")).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(form.getByPlaceholder("Stored. Type to replace it")).toHaveValue("");
  await form.getByRole("button", { name: "Cancel" }).click();

  await visit(page, `/agents/${agent.id}?tab=resources`);
  await expect(page.getByText("None yet. Add a skill that the agent should have.")).toBeVisible();
  for (const [kind, text, name] of [
    ["a skill", "money", "Refund rules"],
    ["a tool", "curr", "Currency rates"],
    ["an MCP server", "tick", "Tickets"],
  ] as const) {
    await page.getByRole("button", { name: `Add ${kind}` }).click();
    await page.getByRole("combobox").fill(text);
    await page.getByRole("option", { name }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("link", { name })).toBeVisible();
  }
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Save resources" }).click();
  await expect(page.getByText("Saved the resources of scout", { exact: true })).toBeVisible();
  await revisit(page);
  await page.getByRole("link", { name: "Refund rules" }).click();
  await expect(page.getByRole("link", { name: "scout" })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: "Delete Refund rules?" });
  await question.getByRole("button", { name: "Delete skill" }).click();
  await expect(question.getByText(/is used by agent 'scout'/)).toBeVisible();
  await expect(question.getByRole("link", { name: "scout" })).toBeVisible();
  await expectGoodLooks(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await visit(page, "/resources/skills");
  await expect(page.getByRole("row", { name: /Refund rules/ })).toContainText("1 agent");
  await expectGoodLooks(page);
});

test("a viewer reads resources and is offered no changes; what is not there says so", async ({ signedIn }) => {
  const dev = await signedIn({ role: "developer" });
  const { id } = await send(dev, "post", "/api/schemas", { name: "Invoice", schema: { type: "object" } });
  const { page } = await signedIn({ role: "viewer" });
  await visit(page, "/resources/schemas");
  await expect(page.getByRole("button", { name: /^New/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Invoice" }).click();
  await expect(page.getByText("JSON Schema 2020-12")).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await expectGoodLooks(page);
  await visit(page, `/resources/schemas/${id.replace(/.$/, "0")}x`);
  await expect(page.getByText("This JSON Schema is not there")).toBeVisible();
  await expectGoodLooks(page);
});

test("the order of an agent's skills is changed with the keyboard alone and saved as one replacement", async ({
  signedIn,
  place,
}) => {
  const dev = await signedIn({ role: "developer" });
  const { page } = dev;
  const agent = await send(dev, "post", "/api/agents", { workspaceId: place.id, name: "scout" });
  const make = (name: string) => send(dev, "post", "/api/skills", { name, text: "x" });
  const skillIds = [(await make("First")).id, (await make("Second")).id];
  await send(dev, "put", `/api/agents/${agent.id}/skills`, { skillIds });
  await visit(page, `/agents/${agent.id}?tab=resources`);
  const names = page.getByRole("list", { name: "Skills" }).getByRole("link");
  await expect(names).toHaveText(["First", "Second"]);
  await page.getByRole("button", { name: "Move First down" }).focus();
  await page.keyboard.press("Enter");
  await expect(names).toHaveText(["Second", "First"]);
  await page.getByRole("button", { name: "Save resources" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved the resources of scout", { exact: true })).toBeVisible();
  await revisit(page);
  await expect(names).toHaveText(["Second", "First"]);
});
