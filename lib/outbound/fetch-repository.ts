import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { settings } from "@/lib/env";
import { packageLimits } from "@/lib/packages/limits";
import { type ArchiveSink, readArchive } from "@/lib/packages/read-archive";
import { PackageRefused } from "@/lib/packages/refusal";
import { OutboundRefused, safeFetch } from "./safe-fetch";

const MiB = 1024 * 1024;
const limits = { ...packageLimits, unpackedBytes: 64 * MiB, entries: 5_000 };
/** What goes into a workspace: everything travels to the agent in one message. */
const MOST_TEXT = 8 * MiB;
const LARGEST_TEXT = MiB;

export type Repository = { owner: string; name: string; ref: string | null };

const shape = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})(?:@([A-Za-z0-9][A-Za-z0-9._/-]{0,199}))?$/;

/** `Org/repo` or `Org/repo@ref`; null for anything else. */
export function parseRepository(text: string): Repository | null {
  const [, owner = "", name = "", ref] = text.length > 350 ? [] : (shape.exec(text) ?? []);
  const parts = [name, ...(ref ?? "x").split("/")];
  if (owner === "" || parts.some((part) => part === "" || /^\.+$/.test(part)) || ref?.includes("..")) return null;
  return { owner, name, ref: ref ?? null };
}

/** A repository that cannot be had; the message is for people and ends a sentence that begins with its name. */
export class RepositoryFault extends Error {
  override readonly name = "RepositoryFault";
}

/** Keeps the texts of an archive by path; what is no text, or large, is left out. */
class Texts implements ArchiveSink {
  readonly files = new Map<string, string>();
  #total = 0;
  #open: { path: string; parts: Buffer[] } | null = null;

  folder(): void {}
  file({ path, size }: { path: string; size: number }): void {
    this.#open = size <= LARGEST_TEXT ? { path, parts: [] } : null;
  }
  body(slice: Buffer): void {
    this.#open?.parts.push(Buffer.from(slice));
  }
  close(): void {
    if (!this.#open) return;
    const bytes = Buffer.concat(this.#open.parts);
    const { path } = this.#open;
    this.#open = null;
    if (!isUtf8(bytes) || bytes.includes(0)) return;
    this.#total += bytes.length;
    if (this.#total > MOST_TEXT) throw new RepositoryFault("has more than 8 MiB of text");
    this.files.set(path, bytes.toString("utf8"));
  }
}

async function* slicesOf(body: ReadableStream<Uint8Array>): AsyncIterable<Buffer> {
  const reader = body.getReader();
  try {
    for (let slice = await reader.read(); !slice.done; slice = await reader.read()) yield Buffer.from(slice.value);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function archiveOf({ owner, name, ref }: Repository): Promise<Readable> {
  const path = [owner, name, "tar.gz", ...(ref ?? "HEAD").split("/")].map(encodeURIComponent).join("/");
  const answer = await safeFetch(`${settings().MUSTER_GITHUB_ARCHIVES.replace(/\/+$/, "")}/${path}`);
  if (answer.ok && answer.body) {
    return Readable.from(slicesOf(answer.body));
  }
  await answer.body?.cancel();
  throw new RepositoryFault(
    answer.status === 404
      ? "is not there, is private, or has no such branch, tag or commit"
      : `could not be fetched: the server answered ${answer.status}`,
  );
}

async function readTexts(source: Readable): Promise<Record<string, string>> {
  const texts = new Texts();
  const gate = await readArchive(source, texts, limits);
  const root = gate?.root() ?? "";
  gate?.refusals.throwIfAny();
  const inside = (path: string) => (root === "" ? path : path.slice(root.length + 1));
  return Object.fromEntries([...texts.files].map(([path, text]) => [inside(path), text]));
}

function faultOf(error: unknown): unknown {
  if (error instanceof OutboundRefused) return new RepositoryFault(`could not be fetched: ${error.message}`);
  if (error instanceof PackageRefused) return new RepositoryFault(`is refused: ${error.message}`);
  if (error instanceof RepositoryFault) return error;
  const { name, code } = error instanceof Error ? (error as Error & { code?: unknown }) : { name: "", code: "" };
  const slow = name === "TimeoutError" || name === "AbortError";
  if (slow) return new RepositoryFault("could not be fetched within 10 seconds");
  return typeof code === "string" ? new RepositoryFault(`could not be fetched (${code})`) : error;
}

/**
 * The texts of a repository by path, without its history: fetched as an archive through `safeFetch` and read by the rules
 * for packages (no links, no odd paths, no bombs). Throws RepositoryFault.
 */
export async function fetchRepository(repository: Repository): Promise<Record<string, string>> {
  try {
    return await readTexts(await archiveOf(repository));
  } catch (error) {
    throw faultOf(error);
  }
}
