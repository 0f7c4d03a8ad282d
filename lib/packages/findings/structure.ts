import { compareVersions, parseVersion } from "../version";
import type { FindingDraft } from "./finding";

const LARGE_FILE = 5 * 1024 * 1024;
const MOST_NAMED = 5;

const some = (names: readonly string[]) =>
  `${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ""}`;

const folderOf = (path: string) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");

function foldersWithoutInit(paths: readonly string[]): string[] {
  const folders = new Set(paths.filter((path) => path.endsWith(".py")).map(folderOf));
  const known = new Set(paths);
  return [...folders].filter((folder) => folder !== "" && !known.has(`${folder}/__init__.py`)).toSorted();
}

/** What is unusual about the layout. Paths are below the package's folder `root`, which is "" when there is none. */
export function structureFindings(shape: {
  files: readonly { path: string; size: number }[];
  root: string;
  name: string;
  ignored: readonly string[];
}): FindingDraft[] {
  const paths = shape.files.map(({ path }) => path);
  const found: FindingDraft[] = [];
  if (!paths.includes("requirements.txt")) {
    found.push({ rule: "structure.no_requirements", message: "requirements.txt is missing; nothing is installed" });
  }
  if (!paths.some((path) => path.startsWith("tools/"))) {
    found.push({ rule: "structure.no_tools", message: "The folder tools/ is missing" });
  }
  const bare = foldersWithoutInit(paths);
  if (bare.length > 0)
    found.push({ rule: "structure.no_init", message: `__init__.py is missing in ${some(bare)}`, path: bare[0] });
  if (shape.root !== "" && shape.root !== shape.name) {
    found.push({ rule: "structure.root_name", message: `The folder is named '${shape.root}', not '${shape.name}'` });
  }
  if (shape.ignored.length > 0) {
    found.push({ rule: "structure.ignored", message: `Left out when reading: ${some(shape.ignored)}` });
  }
  for (const { path, size } of shape.files) {
    if (size < LARGE_FILE) continue;
    found.push({ rule: "structure.large_file", message: `Is ${Math.round(size / 1024 / 1024)} MiB large`, path });
  }
  return found;
}

/** The finding of a version that is not above the newest one's; null when it is, or when one of them cannot be read. */
export function lowerVersion(version: string, newest: string): FindingDraft | null {
  const [mine, theirs] = [parseVersion(version), parseVersion(newest)];
  if (!mine || !theirs || compareVersions(mine, theirs) > 0) return null;
  return {
    rule: "version.lower",
    message: `Version ${version} is not above the newest version, ${newest}`,
    path: "ncp.toml",
  };
}
