import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { visit } from "./visit";

test("a persona is made, tried and chosen for an agent, and while it is live says where it is used", async ({
  signedIn,
  place,
}) => {
  const { page } = await signedIn({ role: "admin", name: "Wes" });
  const { ctx } = await given.member(place);
  const agent = await given.agent(ctx, { name: "night-watch" });
  const content = { models: ["acme/large"], temperature: 0.2, instructions: "Watch the queue." };
  await db().agent.update({ where: { id: agent.id }, data: content });
  const dialog = page.getByRole("dialog");

  await test.step("make: a number that cannot be is told, the list leads to the new one", async () => {
    await visit(page, "/personas?q=calm");
    await expect(page.getByText("No persona matches")).toBeVisible();
    await page.getByRole("button", { name: "New persona" }).click();
    await dialog.getByLabel("Name").fill("Calm operator");
    await dialog.getByLabel("Voice").fill("Short, calm, exact");
    await dialog.getByLabel("Suggested temperature").fill("4");
    await dialog.getByLabel("Prompt").fill("You keep people **calm** during an outage.");
    await dialog.getByRole("button", { name: "Create persona" }).click();
    await expect(dialog.getByText("A number from 0 to 2, or nothing")).toBeVisible();
    await dialog.getByLabel("Suggested temperature").fill("0,4");
    await dialog.getByRole("button", { name: "Create persona" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Calm operator" })).toBeVisible();
    await expect(page.getByText("No agent that you can see speaks as it yet")).toBeVisible();
  });

  await test.step("choose: what it makes of the prompt and the temperature is shown before it is saved", async () => {
    await visit(page, `/agents/${agent.id}`);
    await page.getByRole("button", { name: "Choose persona" }).click();
    await dialog.getByRole("button", { name: "Persona: Nothing chosen yet" }).click();
    await page.getByPlaceholder("Search by name, voice or category").fill("exact");
    await page.getByRole("option", { name: "Calm operator" }).click();
    await expect(dialog.getByText("You keep people **calm** during an outage.")).toBeVisible();
    await expect(dialog.getByText("Temperature 0.2")).toBeVisible();
    await expectGoodLooks(page);
    await db().agent.update({
      where: { id: agent.id },
      data: { customPersonaPrompt: "Sing.", useCustomPersona: true, rev: { increment: 1 } },
    });
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Somebody else changed the persona of night-watch meanwhile");
    await dialog.getByRole("button", { name: "Save mine instead" }).click();
    await expect(page.getByText("night-watch speaks as Calm operator", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Calm operator", exact: true }).click();
    await expect(page.getByRole("link", { name: "night-watch" })).toBeVisible();
  });

  await test.step("delete: a live version keeps it and is named; a draft loses it", async () => {
    const persona = await db().persona.findFirstOrThrow({ where: { workspaceId: place.id } });
    await givenLive(agent.id, { personaId: persona.id });
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(dialog.getByText("Live in 1 agent")).toBeVisible();
    await expect(dialog.getByRole("link", { name: "night-watch" })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Delete persona" })).toBeDisabled();
    await page.keyboard.press("Escape");
    await db().agent.update({ where: { id: agent.id }, data: { liveVersionId: null, lifecycleState: "draft" } });
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(dialog.getByText("1 agent has it in the draft")).toBeVisible();
    await dialog.getByRole("button", { name: "Delete persona" }).click();
    await expect(page).toHaveURL(/\/personas$/);
    await expect(page.getByText("Calm operator was deleted", { exact: true })).toBeVisible();
    expect(await db().agent.findUnique({ where: { id: agent.id }, select: { personaId: true } })).toEqual({
      personaId: null,
    });
  });
});
