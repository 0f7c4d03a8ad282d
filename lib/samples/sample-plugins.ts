import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildZip } from "@/lib/testing/zip-builder";

const FOLDER = "lib/samples/plugins";

/** The slugs of Muster's own plugins, by name. */
export function samplePluginSlugs(): string[] {
  return readdirSync(FOLDER).sort();
}

/** The zip of one of them; the same files give the same bytes. */
export function samplePluginZip(slug: string): Buffer {
  const folder = join(FOLDER, slug);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return buildZip(paths.map((path) => ({ path: path.slice(folder.length + 1), body: readFileSync(path) })));
}
