import { parseEntryPoint } from "./entry-point";
import type { PackageLimits } from "./limits";
import { readManifest } from "./manifest";

const MODULE_BYTES = 1024 * 1024;
const MODULES_BYTES = 8 * 1024 * 1024;
const TEXTS_BYTES = 2 * 1024 * 1024;

const below = (path: string) => path.slice(path.indexOf("/") + 1);
const isManifest = (path: string) =>
  path === "ncp.toml" || (path.split("/").length === 2 && below(path) === "ncp.toml");

/**
 * Holds, within bounds, the few files whose text is needed once the whole archive is known: the manifest, requirement
 * files, and modules that may turn out to be the entry point. Paths are those in the archive.
 */
export class KeptFiles {
  readonly #limits: PackageLimits;
  readonly #kept = new Map<string, Buffer>();
  readonly #unread = new Set<string>();
  #modules = new Set<string>();
  #moduleBytes = 0;
  #textBytes = 0;
  #wanted: readonly string[] | null = null;
  #manifests = 0;
  #open: { path: string; parts: Buffer[] } | null = null;

  constructor(limits: PackageLimits) {
    this.#limits = limits;
  }

  begin(path: string, size: number): void {
    this.#open = this.#keeps(path, size) ? { path, parts: [] } : null;
  }

  body(slice: Buffer): void {
    this.#open?.parts.push(Buffer.from(slice));
  }

  close(): void {
    if (!this.#open) return;
    const { path, parts } = this.#open;
    const content = Buffer.concat(parts);
    this.#open = null;
    this.#kept.set(path, content);
    if (isManifest(path)) this.#narrow(path, content);
  }

  /** The content of a kept file; null when it exists but was too large to keep, undefined when there is none. */
  get(path: string): Buffer | null | undefined {
    return this.#kept.get(path) ?? (this.#unread.has(path) ? null : undefined);
  }

  #keeps(path: string, size: number): boolean {
    if (isManifest(path)) {
      this.#manifests++;
      return this.#note(path, size <= this.#limits.manifestBytes && (path === "ncp.toml" || this.#manifests <= 2));
    }
    if (/\.(?:txt|in|pip)$/i.test(path)) {
      const fits = size <= this.#limits.requirementsBytes && this.#textBytes + size <= TEXTS_BYTES;
      if (fits) this.#textBytes += size;
      return this.#note(path, fits);
    }
    return path.endsWith(".py") && this.#note(path, this.#keepsModule(path, size));
  }

  #keepsModule(path: string, size: number): boolean {
    if (this.#wanted) return size <= MODULE_BYTES && this.#wanted.some((file) => path === file || below(path) === file);
    if (size > MODULE_BYTES || this.#moduleBytes + size > MODULES_BYTES) return false;
    this.#moduleBytes += size;
    this.#modules.add(path);
    return true;
  }

  #note(path: string, keeps: boolean): boolean {
    if (!keeps) this.#unread.add(path);
    return keeps;
  }

  /** From here on it is known which module matters, so the others are let go. */
  #narrow(path: string, content: Buffer): void {
    if (path !== "ncp.toml" && this.#manifests > 1) return;
    const files = entryFiles(content, this.#limits);
    if (!files || this.#wanted) return;
    this.#wanted = files;
    for (const module of this.#modules) {
      if (files.some((file) => module === file || below(module) === file)) continue;
      this.#kept.delete(module);
      this.#unread.add(module);
    }
    this.#modules = new Set();
  }
}

function entryFiles(manifest: Buffer, limits: PackageLimits): readonly string[] | null {
  try {
    return parseEntryPoint(readManifest(manifest, limits).manifest.entryPoint).files;
  } catch {
    // Reported with everything else at the end.
    return null;
  }
}
