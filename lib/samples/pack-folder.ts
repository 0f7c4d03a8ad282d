import { Readable } from "node:stream";
import { create } from "tar";

/** A folder as a `.ncp` package: a gzip-compressed tar with the folder `name` of `parent` at its top. */
export function packFolder(parent: string, name: string): Readable {
  const isSource = (path: string) => !path.includes("__pycache__");
  return Readable.from(create({ gzip: true, portable: true, cwd: parent, filter: isSource }, [name]));
}
