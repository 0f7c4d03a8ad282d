import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** Bundled server code has no place of its own: the sources are found from the project root. */
export function samplesDirectory(): string {
  return resolve(process.cwd(), "lib/samples");
}

const pluginsFolder = () => join(samplesDirectory(), "plugins");
/** Local time, as zips have it, so that the same files give the same bytes. */
const MOMENT = new Date(1980, 0, 1);

/** The slugs of Muster's own plugins, by name. */
export function samplePluginSlugs(): string[] {
  return readdirSync(pluginsFolder()).sort();
}

/** The zip of one of them; the same files give the same bytes. */
export function samplePluginZip(slug: string): Promise<Buffer> {
  const folder = join(pluginsFolder(), slug);
  const zip = new ZipFile();
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .forEach((path) => {
      zip.addBuffer(readFileSync(path), path.slice(folder.length + 1), { mtime: MOMENT, mode: 0o100644 });
    });
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}
