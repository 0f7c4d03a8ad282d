import { isUtf8 } from "node:buffer";
import { definesVariable, parseEntryPoint } from "./entry-point";
import type { PackageLimits } from "./limits";
import { type ManifestReading, readManifest } from "./manifest";
import type { PackageFile, PackageSink } from "./package-sink";
import { PackageRefused, type Refusals, refusal } from "./refusal";
import { installableRequirements, type Requirement, readRequirements } from "./requirements";

/** Everything that is judged when the archive has been read: root, manifest, entry point, requirements. */
export class PackageJudge {
  readonly #inArchive: (path: string) => string;

  constructor(
    readonly sink: PackageSink,
    readonly root: string,
    readonly limits: PackageLimits,
    readonly refusals: Refusals,
  ) {
    this.#inArchive = (path) => (root === "" ? path : `${root}/${path}`);
  }

  text(path: string): string | null | undefined {
    const bytes = this.sink.kept.get(this.#inArchive(path));
    return bytes?.toString(isUtf8(bytes) ? "utf8" : "latin1") ?? (bytes === null ? null : undefined);
  }

  manifest(): ManifestReading | null {
    const bytes = this.sink.kept.get(this.#inArchive("ncp.toml"));
    if (bytes === undefined) {
      const msg =
        "The package has no ncp.toml in its top folder. Build it with the command-line tool, or add the file.";
      this.refusals.add(refusal("manifest.missing", msg, ["ncp.toml"]));
      return null;
    }
    try {
      // What was too large to keep is judged by its size alone.
      return readManifest(bytes ?? Buffer.alloc(this.limits.manifestBytes + 1), this.limits);
    } catch (error) {
      if (!(error instanceof PackageRefused)) throw error;
      for (const one of error.refusals) this.refusals.add(one);
      return null;
    }
  }

  entryPoint(text: string): void {
    const { module, variable, files } = parseEntryPoint(text);
    const loc = ["ncp.toml", "build", "entry_point"];
    const path = files.find((file) => this.text(file) !== undefined);
    if (path === undefined) {
      const msg = `${files[0]} is not in the package, but build.entry_point names the module '${module}'. Add the file or correct the entry point.`;
      this.refusals.add(refusal("entry_point.module_missing", msg, loc, text));
      return;
    }
    const source = this.text(path);
    // A module that was too large to keep is left to the loader.
    if (typeof source !== "string" || definesVariable(source, variable)) return;
    this.refusals.add(refusal("entry_point.variable_missing", `${path} does not define '${variable}'`, loc, text));
  }

  requirements(): { install: string[]; all: Requirement[] } {
    const read = (path: string) => this.text(path) ?? undefined;
    if (this.text("requirements.txt") === null) {
      const msg = `requirements.txt is larger than ${this.limits.requirementsBytes / 1024} KiB. Shorten it.`;
      this.refusals.add(refusal("archive.unpacked_too_large", msg, ["requirements.txt"]));
    }
    const { install } = installableRequirements("requirements.txt", read);
    if (install.length > this.limits.requirements) {
      const msg = `requirements.txt asks for ${install.length} packages; at most ${this.limits.requirements} are installed.`;
      this.refusals.add(refusal("archive.too_many_entries", msg, ["requirements.txt"]));
    }
    return { install, all: readRequirements("requirements.txt", read) };
  }

  files(): PackageFile[] {
    const cut = this.root === "" ? 0 : this.root.length + 1;
    const files = this.sink.files.map((file) => ({ ...file, path: file.path.slice(cut) }));
    return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
}
