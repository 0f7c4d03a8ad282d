import { test as base } from "@playwright/test";
import { given, type Place } from "@/lib/testing/given";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";
import { collectComplaints } from "./looks";
import { type Joining, join, type Signed, useProductDatabase } from "./people";

export type PackageUpload = { name: string; mimeType: string; buffer: Buffer };

type Fixtures = {
  /** A workspace of this test's own. */
  place: Place;
  /** Makes a person in the workspace, signed in, each in a browser of their own. */
  signedIn: (joining: Joining) => Promise<Signed>;
  /** A `.ncp` file to choose or to send. */
  packageFile: (recipe?: PackageRecipe) => Promise<PackageUpload>;
};

/** The journeys' test: people, their workspace and packages; any error in a browser's console fails it. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants an object pattern here
  place: async ({}, use) => {
    useProductDatabase();
    await use(await given.place());
  },
  signedIn: async ({ browser, baseURL, place }, use) => {
    const people: { signed: Signed; complaints: string[] }[] = [];
    await use(async (joining) => {
      const signed = await join(browser, baseURL ?? "", place, joining);
      people.push({ signed, complaints: collectComplaints(signed.page) });
      return signed;
    });
    for (const { signed } of people) await signed.page.context().close();
    const complaints = people.flatMap(({ signed, complaints }) => complaints.map((text) => `${signed.name}: ${text}`));
    base.expect(complaints).toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants an object pattern here
  packageFile: async ({}, use) => {
    await use(async (recipe = {}) => {
      const name = `${recipe.name ?? "calculator-agent"}.ncp`;
      return { name, mimeType: "application/octet-stream", buffer: await buildPackage(recipe) };
    });
  },
});

export const expect = base.expect;

/** Submits a package as the person of a page, past the pages; gives the agent's number. */
export async function submitByApi({ page }: Signed, file: PackageUpload): Promise<number> {
  const origin = new URL(process.env.MUSTER_E2E_URL ?? "").origin;
  const answer = await page.request.post("/api/v1/custom_agents/user/submit", {
    multipart: { file },
    headers: { Origin: origin },
  });
  const body: unknown = await answer.json();
  if (answer.status() === 200 && typeof body === "object" && body && "agent_id" in body) return Number(body.agent_id);
  throw new Error(`${file.name} was not accepted: ${JSON.stringify(body)}`);
}

/** Decides on an agent as the person of a page, past the pages. */
export async function decideByApi({ page }: Signed, agent: number, decision: "approve" | "decline", feedback = "") {
  const origin = new URL(process.env.MUSTER_E2E_URL ?? "").origin;
  const data = decision === "decline" ? { feedback } : {};
  const path = `/api/v1/custom_agents/${agent}/${decision}`;
  const answer = await page.request.post(path, { data, headers: { Origin: origin } });
  expect(answer.status(), await answer.text()).toBe(200);
}
