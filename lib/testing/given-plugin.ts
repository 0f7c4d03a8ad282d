import { approve } from "@/lib/contracts/plugins/endpoints/decide";
import { submit } from "@/lib/contracts/plugins/endpoints/market";
import { newId } from "@/lib/domain/ids";
import { scanPlugin } from "@/lib/domain/plugins/scan-plugin";
import { call } from "@/lib/testing/call";
import type { Person } from "@/lib/testing/given";
import { buildZip } from "@/lib/testing/zip-builder";

type Fields = {
  slug?: string;
  version?: string;
  dependencies?: string[];
  manifest?: Record<string, unknown>;
  files?: Record<string, string>;
};

/** A slug that no other test has. */
export const pluginSlug = (name = "plugin"): string => `${name}-${newId("view").slice(-14)}`;

/** The zip of a small plugin. */
export function pluginZip({
  slug = pluginSlug(),
  version = "1.0.0",
  dependencies = [],
  manifest = {},
  files,
}: Fields): Buffer {
  const told = { slug, name: `Plugin ${slug}`, version, dependencies, ...manifest };
  const all = { "manifest.json": JSON.stringify(told), ...(files ?? { "commands/greet.md": "Say hello." }) };
  return buildZip(Object.entries(all).map(([path, body]) => ({ path, body })));
}

export type GivenPlugin = { plugin_id: string; scan_id: string; slug: string };

/** Uploads a plugin and runs its scan. */
export async function givenUpload(admin: Person, fields: Fields): Promise<GivenPlugin> {
  const { status, body } = await call(submit, { as: admin, file: pluginZip(fields) });
  if (status !== 202) throw new Error(JSON.stringify(body));
  const uploaded = body as GivenPlugin;
  await scanPlugin(uploaded.scan_id);
  return uploaded;
}

/** A plugin that is approved. */
export async function givenPlugin(admin: Person, fields: Fields = {}): Promise<GivenPlugin> {
  const uploaded = await givenUpload(admin, fields);
  const { status, body } = await call(approve, { as: admin, params: { plugin_id: uploaded.plugin_id }, json: {} });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return uploaded;
}
