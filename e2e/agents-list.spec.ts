import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { adderRecipe, rowOf } from "./agent-scene";
import { expect, submitByApi, test } from "./fixtures";
import { expectGoodLooks } from "./looks";

test("search and filters stand in the address, survive a reload, and can be cleared", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "admin" });
  const agents = { "scout-one": "PENDING", "scout-two": "ACTIVE", other: "PENDING" };
  const common = { workspaceId: place.id, hosting: "container", ownerId: id, createdById: id };
  await db().agent.createMany({
    data: Object.entries(agents).map(([name, reviewStatus]) => ({ id: newId("agent"), name, reviewStatus, ...common })),
  });
  await page.goto("/agents");
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.getByLabel("Search agents by name").fill("scout");
  await expect(page).toHaveURL(/q=scout/);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Pending review" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/status=PENDING/);
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(rowOf(page, "scout-one")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Search agents by name")).toHaveValue("scout");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.getByRole("button", { name: "Agent", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole("row").nth(1)).toContainText("other");
  await page.getByLabel("Search agents by name").fill("100%_nothing");
  await expect(page.getByText("No agent matches")).toBeVisible();
  await expectGoodLooks(page);
});

test("ten thousand agents scroll, with few rows in the page, and a change waits for the reader", async ({
  signedIn,
  place,
  packageFile,
}) => {
  test.setTimeout(180_000);
  const admin = await signedIn({ role: "admin" });
  const { page } = admin;
  await db().$executeRaw`
    INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "ownerId", "createdById", "description", "createdAt")
    SELECT 'agt_' || substr(md5(${place.id} || n), 1, 26), ${place.id}::uuid, 'bulk-' || lpad(n::text, 5, '0'), 'container',
      ${admin.id}, ${admin.id}, 'Number ' || n, now() - n * interval '1 second' FROM generate_series(1, 10000) n`;
  await page.goto("/agents?sort=name");
  await expect(page.getByText("100 of 10000")).toBeVisible();
  await expect(rowOf(page, "bulk-00001")).toBeVisible();
  for (let rows = 200; rows <= 1_200; rows += 100) {
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight }));
    await expect(page.getByText(new RegExp(`^(${rows}|${rows + 100}|${rows + 200}) of 10000$`))).toBeVisible();
  }
  expect(await page.getByRole("row").count()).toBeLessThan(150);
  await expect(page.getByRole("row", { name: /bulk-01/ }).first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.getByRole("row", { name: /bulk-/ }).first()).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });

  await submitByApi(admin, await packageFile(adderRecipe("aaa-newcomer")));
  await page.getByRole("button", { name: /Agents have changed/ }).click();
  await expect(rowOf(page, "aaa-newcomer")).toBeVisible();
  await expect(page.getByText("100 of 10001")).toBeVisible();
});
