import { isUtf8 } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { blobStore } from "@/lib/blobs/blob-store";
import { BlobMissing } from "@/lib/blobs/store";
import { type Hunk, textHunks } from "@/lib/packages/diff-package";
import { maskSecrets } from "@/lib/packages/mask-secrets";

/** A file of an agent's content; `size` in bytes. */
export type ContentFile = { path: string; size: number; sha256: string };
type Named = { id: string; name: string };
/** With the changed lines, or why there are none: no text, too much to be compared, or gone from the store. */
export type ChangedFile = Named & { hunks?: Hunk[]; unshown?: "binary" | "large" | "missing" };
type Change = { before: ContentFile; after: ContentFile };

/** Texts up to this many bytes are compared, and so many in one comparison, bytes and ms. */
const TEXT_LIMIT = 256 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_TIME = 2_000;

const named = ({ path }: ContentFile): Named => ({ id: path, name: path.slice(path.lastIndexOf("/") + 1) });

/** The text of a file with its secrets masked; null for what is no text. Throws BlobMissing. */
async function textOf({ path, sha256 }: ContentFile): Promise<string | null> {
  const bytes = await buffer(await blobStore().open(sha256));
  return bytes.includes(0) || !isUtf8(bytes) ? null : maskSecrets(bytes.toString("utf8"), path);
}

async function compareTexts({ before, after }: Change): Promise<Pick<ChangedFile, "hunks" | "unshown">> {
  try {
    const [old, now] = [await textOf(before), await textOf(after)];
    if (old === null || now === null) return { unshown: "binary" };
    const diff = textHunks(old, now);
    return diff ? { hunks: diff.hunks } : { unshown: "large" };
  } catch (error) {
    if (error instanceof BlobMissing) return { unshown: "missing" };
    throw error;
  }
}

async function compareChanged(changes: readonly Change[]): Promise<ChangedFile[]> {
  const until = Date.now() + MOST_TIME;
  let left = MOST_BYTES;
  const compared: ChangedFile[] = [];
  for (const change of changes) {
    const bytes = Math.max(change.before.size, change.after.size);
    const fits = bytes <= TEXT_LIMIT && bytes <= left && Date.now() <= until;
    if (fits) left -= bytes;
    compared.push({ ...named(change.after), ...(fits ? await compareTexts(change) : { unshown: "large" }) });
  }
  return compared;
}

/** What became of the files of an agent's content from one side to the other, with the changed lines of changed texts. */
export async function compareFiles(from: readonly ContentFile[], to: readonly ContentFile[]) {
  const before = new Map(from.map((file) => [file.path, file]));
  const after = new Set(to.map(({ path }) => path));
  const changes = to.flatMap((file) => {
    const old = before.get(file.path);
    return old && old.sha256 !== file.sha256 ? [{ before: old, after: file }] : [];
  });
  return {
    added: to.filter(({ path }) => !before.has(path)).map(named),
    removed: from.filter(({ path }) => !after.has(path)).map(named),
    changed: await compareChanged(changes),
    mapped: [],
  };
}
