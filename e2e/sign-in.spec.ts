import { expect, test } from "./fixtures";

test("a form that is sent before its page is alive puts nothing into the address", async ({
  browser,
  baseURL,
  signedIn,
}) => {
  await signedIn({ name: "Ada", role: "admin" });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}/sign-in`);
  await page.getByLabel("E-mail").fill("somebody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a password that is nobody's");
  const sending = page.waitForRequest((request) => request.isNavigationRequest());
  await page.getByLabel("Password", { exact: true }).press("Enter");
  const sent = await sending;
  expect([sent.method(), sent.url()]).toEqual(["POST", `${baseURL}/sign-in`]);
  await expect(page.getByLabel("E-mail")).toBeVisible();
  await context.close();
});
