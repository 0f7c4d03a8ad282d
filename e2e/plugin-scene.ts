import { buildZip } from "@/lib/testing/zip-builder";
import { expect, type PackageUpload } from "./fixtures";
import type { Signed } from "./people";
import { callApi } from "./review-scene";

export type PluginRecipe = {
  slug: string;
  name: string;
  version?: string;
  dependencies?: string[];
  manifest?: Record<string, unknown>;
  files?: Record<string, string>;
};

/** The zip of a plugin, to choose or to send. */
export function pluginFile({
  slug,
  name,
  version = "1.0.0",
  dependencies = [],
  manifest,
  files,
}: PluginRecipe): PackageUpload {
  const told = { slug, name, version, dependencies, ...manifest };
  const all = { "manifest.json": JSON.stringify(told), ...(files ?? { "commands/greet.md": "Say hello." }) };
  const buffer = buildZip(Object.entries(all).map(([path, body]) => ({ path, body })));
  return { name: `${slug}.zip`, mimeType: "application/zip", buffer };
}

/** Uploads a plugin past the pages and waits for its scan; gives its id. */
export async function uploadPlugin(by: Signed, recipe: PluginRecipe): Promise<string> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const answer = await by.page.request.post("/api/marketplace/plugins", {
    headers,
    multipart: { file: pluginFile(recipe) },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { plugin_id }: { plugin_id: string } = await answer.json();
  await expect
    .poll(
      async () =>
        (await callApi<{ versions: { scan: string }[] }>(by, "GET", `/api/plugins/${plugin_id}`)).versions[0]?.scan,
    )
    .toBe("completed");
  return plugin_id;
}

/** A plugin that an instance admin uploaded and approved past the pages; gives its id. */
export async function approvedPlugin(admin: Signed, recipe: PluginRecipe): Promise<string> {
  const id = await uploadPlugin(admin, recipe);
  await callApi(admin, "POST", `/api/admin/plugins/${id}/approve`, {});
  return id;
}
