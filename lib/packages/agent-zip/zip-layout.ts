import type { ZipArchive } from "../zip/zip-archive";
import type { ZipEntry } from "../zip/zip-entry";
import { BundleRefused, type Omission, SPEC } from "./bundle";
import { isKeptOut, isLeftBehind } from "./kept-out";

/** The files of a zip by their paths below the agent's folder. */
export type ZipFiles = ReadonlyMap<string, ZipEntry>;

/** The files of the agent: at the root of the zip or in its one folder. Throws BundleRefused where there is no spec. */
export function agentFiles(archive: ZipArchive): ZipFiles {
  const files = archive.entries.filter(({ path, folder }) => !folder && !isLeftBehind(path));
  const tops = new Set(files.map(({ path }) => path.split("/")[0]));
  const [top] = tops;
  const atRoot = files.some(({ path }) => path === SPEC);
  const inFolder = tops.size === 1 && files.some(({ path }) => path === `${top}/${SPEC}`);
  if (!atRoot && !inFolder)
    throw new BundleRefused(SPEC, "is missing; it lies at the root of the zip or in its one folder");
  const skip = atRoot ? 0 : `${top}/`.length;
  return new Map(files.map((entry) => [entry.path.slice(skip), entry]));
}

/** A path that a spec names, relative to `base`, in the form of the zip's own paths. */
export function namedPath(base: string, path: string): string {
  return base + path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}

const KEPT = /^(?:(?:actions|knowledge)\/.+|CHANGELOG\.md|README\.md)$/;

/** What becomes of files that are no part of the spec itself: kept with the agent, or dropped and listed. */
export function sortFiles(
  files: ZipFiles,
  read: ReadonlySet<string>,
  guide: string | null,
  excluded: (path: string) => boolean,
): { kept: string[]; dropped: Omission[] } {
  const kept: string[] = [];
  const dropped: Omission[] = [];
  for (const path of files.keys()) {
    if (read.has(path) || (path !== guide && excluded(path))) continue;
    const outside = path !== guide && !KEPT.test(path);
    if (!outside && !isKeptOut(path)) kept.push(path);
    else {
      const why = outside ? "lies outside of the layout" : "has the name of a file that holds secrets";
      dropped.push({ code: "file_dropped", path, message: `'${path}' ${why} and was left out.` });
    }
  }
  return { kept: kept.sort(), dropped };
}
