import { expect, type Locator, type Page } from "@playwright/test";
import type { PackageRecipe } from "@/lib/testing/package-builder";
import type { Signed } from "./people";

const header = "from ncp import Agent, tool\n";
const adder = `${header}
@tool
def add(a: int, b: int) -> int:
    """Add two whole numbers."""
    print(f"adding {a} and {b}", flush=True)
    return a + b

@tool
def divide(a: float, b: float) -> float:
    """Divide one number by another."""
    return a / b

agent = Agent(name="adder", description="Adds and divides", instructions="Add.", tools=[add, divide])
`;
const broken = `${header}import nothing_like_this\nagent = Agent(name="adder", description="", instructions="", tools=[])\n`;

/** An agent whose `add` prints what it does. */
export const adderRecipe = (name: string): PackageRecipe => ({ name, files: { "agents/main_agent.py": adder } });

/** Its next version, which cannot be imported. */
export const brokenRecipe = (name: string): PackageRecipe => ({
  name,
  version: "0.2.0",
  files: { "agents/main_agent.py": broken },
});

/** Opens one of the tabs of an agent's page. */
export const openTab = (page: Page, name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();

/** Waits until the page of an agent says that it is loaded. */
export async function expectLoaded(page: Page): Promise<void> {
  await expect(page.locator("header").getByText("Loaded", { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** The row of an agent in the list. */
export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

/** Sends a request as the person of a page, past the pages. */
export async function send({ page }: Signed, method: "POST" | "DELETE", path: string, data?: unknown): Promise<void> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const answer = await page.request.fetch(path, { method, headers, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}
