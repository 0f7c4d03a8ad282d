import { expect } from "@playwright/test";
import type { Place } from "@/lib/testing/given";
import { pluginSlug, pluginZip } from "@/lib/testing/given-plugin";
import type { Signed } from "./people";

type Told = { name: string; description?: string; files?: Record<string, string> };
type Uploaded = { plugin_id: string; slug: string };

const headers = () => ({ Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin });

/** A plugin that an instance admin has uploaded and approved, enabled in the workspace. */
export async function enabledPlugin(
  admin: Signed,
  place: Place,
  { name, description, files }: Told,
): Promise<Uploaded> {
  const { request } = admin.page;
  const buffer = pluginZip({ slug: pluginSlug(), manifest: { name, ...(description ? { description } : {}) }, files });
  const file = { name: "plugin.zip", mimeType: "application/zip", buffer };
  const upload = await request.post("/api/marketplace/plugins", { multipart: { file }, headers: headers() });
  expect(upload.status(), await upload.text()).toBe(202);
  const uploaded: Uploaded = await upload.json();
  const at = `/api/admin/plugins/${uploaded.plugin_id}`;
  await expect(async () => {
    const approval = await request.post(`${at}/approve`, { data: {}, headers: headers() });
    expect(approval.status(), await approval.text()).toBe(200);
  }).toPass({ timeout: 30_000 });
  const data = { plugin_id: uploaded.plugin_id };
  const enabling = await request.post(`/api/workspaces/${place.id}/plugins`, { data, headers: headers() });
  expect(enabling.status(), await enabling.text()).toBe(201);
  return uploaded;
}

/** Takes a plugin from the workspace, past the pages. */
export async function disablePlugin(admin: Signed, place: Place, { plugin_id }: Uploaded): Promise<void> {
  const path = `/api/workspaces/${place.id}/plugins/${plugin_id}`;
  const answer = await admin.page.request.delete(path, { headers: headers() });
  expect(answer.status(), await answer.text()).toBe(200);
}
