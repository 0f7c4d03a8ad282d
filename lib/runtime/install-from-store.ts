import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { blobStore } from "@/lib/blobs/blob-store";
import type { Loadable } from "@/lib/domain/runtimes/queries";
import { dataPath, settings } from "@/lib/env";
import { extractPackage } from "@/lib/packages/extract-package";
import { installableRequirements } from "@/lib/packages/requirements";
import type { Python } from "@/lib/runtime/find-python";
import { type InstalledPackage, installPackage } from "@/lib/runtime/install-package";
import type { Isolation } from "@/lib/runtime/isolation";
import { runtimeFolder } from "@/lib/runtime/runtime-folder";

/** Reads a file of an extracted project as text; undefined when it is not one. */
function readerOf(project: string): (path: string) => string | undefined {
  return (path) => {
    const file = resolve(project, path);
    if (!file.startsWith(project + sep)) return undefined;
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
}

type Machine = { isolation: Isolation; pythons: readonly Python[] };

/** Installs packages from the blob store into the runtime folder, one folder for each content. Throws what people should read. */
export function installFromStore({ isolation, pythons }: Machine) {
  return (wanted: Loadable, onLine: (line: string) => void, signal: AbortSignal): Promise<InstalledPackage> =>
    installPackage({
      id: wanted.sha256,
      runtimeRoot: runtimeFolder(dataPath(), isolation),
      extract: async (project) => extractPackage(await blobStore().open(wanted.sha256), project),
      requirements: async (project) => installableRequirements("requirements.txt", readerOf(project)).install,
      pythonVersion: wanted.pythonVersion,
      pythons,
      isolation,
      indexUrl: settings().MUSTER_PIP_INDEX_URL,
      onLine,
      signal,
    });
}
