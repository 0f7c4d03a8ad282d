import { foldedPath, parentFolders } from "./archive-path";

type Known = { path: string; folder: boolean; listed: boolean };

/** Remembers every path of an archive, also folders that only appear as part of another path. */
export class KnownPaths {
  readonly #known = new Map<string, Known>();

  /** Adds an entry; a sentence instead when it could stand for the same place as an earlier one. */
  add(path: string, folder: boolean): string | null {
    for (const parent of parentFolders(path)) {
      const clash = this.#clash(parent, true, false);
      if (clash !== null) return clash;
    }
    return this.#clash(path, folder, true);
  }

  #clash(path: string, folder: boolean, listed: boolean): string | null {
    const key = foldedPath(path);
    const known = this.#known.get(key);
    if (!known) {
      this.#known.set(key, { path, folder, listed });
      return null;
    }
    if (known.path !== path) return `differs from '${known.path}' only by case or Unicode form`;
    if (known.folder !== folder) return "is a file and a folder at once";
    if (listed && known.listed) return "is in the archive twice";
    known.listed ||= listed;
    return null;
  }
}
