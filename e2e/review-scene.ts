import type { PackageRecipe } from "@/lib/testing/package-builder";
import { expect, type PackageUpload, submitByApi } from "./fixtures";
import type { Signed } from "./people";

/** The journeys name the part of a reply that they read; what is not so fails where it is used. */
function asReply<T>(json: unknown): T {
  return json as T;
}

/** Calls the API as the person of a page, past the pages, and expects success. */
export async function callApi<T>(
  { page }: Signed,
  method: "GET" | "POST" | "PUT",
  path: string,
  data?: object,
): Promise<T> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const answer = await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) });
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return asReply<T>(await answer.json());
}

type PackageFile = (recipe: PackageRecipe) => Promise<PackageUpload>;
type Named = PackageRecipe & { name: string };

/** Submits a new agent; gives the id of its package. */
export async function submitNew(by: Signed, packageFile: PackageFile, recipe: Named): Promise<string> {
  await submitByApi(by, await packageFile(recipe));
  return newestOf(by, recipe.name);
}

/** Submits a new version of an agent; gives the id of its package. */
export async function submitUpdate(by: Signed, packageFile: PackageFile, recipe: Named): Promise<string> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const multipart = { file: await packageFile(recipe) };
  const answer = await by.page.request.post(`/api/v1/custom_agents/${recipe.name}/version`, { headers, multipart });
  expect(answer.ok(), await answer.text()).toBe(true);
  return newestOf(by, recipe.name);
}

async function newestOf(by: Signed, name: string): Promise<string> {
  const { data } = await callApi<{ data: { id: string }[] }>(by, "GET", `/api/packages?q=${name}&limit=1`);
  return data[0]?.id ?? "";
}
