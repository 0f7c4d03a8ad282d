import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZipArchive } from "../zip/zip-archive";
import { pluginZipLimits } from "./plugin-limits";
import { type PluginFiles, withoutTopFolder } from "./read-plugin";

async function filesOf(zip: ZipArchive): Promise<PluginFiles> {
  const meter = zip.meter();
  const files = new Map<string, Buffer>();
  for (const entry of zip.entries) {
    if (entry.folder) continue;
    const parts: Buffer[] = [];
    for await (const part of zip.read(entry, meter)) parts.push(Buffer.from(part));
    files.set(entry.path, Buffer.concat(parts));
  }
  return files;
}

/** The files in the zip of a plugin, without their top folder. Throws ZipRefused or PluginRefused. */
export async function unpackPlugin(bytes: Uint8Array): Promise<PluginFiles> {
  const folder = await mkdtemp(join(tmpdir(), "muster-plugin-"));
  try {
    const path = join(folder, "plugin.zip");
    await writeFile(path, bytes, { mode: 0o600 });
    const zip = await ZipArchive.open(path, pluginZipLimits);
    try {
      return withoutTopFolder(await filesOf(zip));
    } finally {
      await zip.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
