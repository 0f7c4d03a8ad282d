import { Readable } from "node:stream";
import type { FileTree } from "@/lib/contracts/fleet/wire/files";
import { DomainError } from "@/lib/domain/faults";
import { readContents, shownText } from "@/lib/domain/package-files/read-contents";
import type { Workspace } from "@/lib/domain/workspace-files/queries";
import { plainPath, treeOfFiles } from "@/lib/domain/workspace-files/rules";
import type { Bytes } from "@/lib/http/reply";

const SNIFFED = 8_192;
/** A file of a package is masked as a whole, in memory. */
const LARGEST_PACKAGED = 16 * 1024 * 1024;
type Sent = { path: string; size: number; stream: Readable };

function looksLikeText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** A file to save; its first bytes say whether it is text. */
export async function toBytes({ path, size, stream }: Sent): Promise<Bytes> {
  const chunks = stream[Symbol.asyncIterator]();
  const first = size === 0 ? undefined : await chunks.next();
  const head = Buffer.from(first?.done === false ? first.value : []);
  const type = looksLikeText(head.subarray(0, SNIFFED)) ? "text/plain; charset=utf-8" : "application/octet-stream";
  async function* whole() {
    yield head;
    for (let part = await chunks.next(); !part.done; part = await chunks.next()) yield part.value;
  }
  const fileName = plainPath(path).split("/").at(-1) ?? "file";
  return { stream: size === 0 ? "" : Readable.from(whole()), size, fileName, headers: { "Content-Type": type } };
}

type Packaged = NonNullable<Workspace["packaged"]>;

/** The files of an integrated agent's running package, as if they lay in a workspace. Throws `invalid` for a file, `not_found`. */
export function toPackageTree({ files, modified }: Packaged, path: string, hidden: boolean): FileTree {
  const base = plainPath(path);
  const there = base === "" || files.some((file) => file.path.startsWith(`${base}/`));
  if (files.some((file) => file.path === base)) throw new DomainError("invalid", `'${path.slice(0, 200)}' is a file`);
  if (!there) throw new DomainError("not_found", `'${path.slice(0, 200)}' is not there`);
  const { tree, total } = treeOfFiles(files, { base, hidden, modified });
  const requested_path = base === "" ? "." : base;
  return { base_path: "/home/developer", requested_path, total_files: total, truncated: false, tree };
}

/** One file of the running package as it may be shown, whole: text with secrets masked. Throws `too_large` beyond 16 MiB. */
export async function readPackaged(packaged: Packaged, path: string): Promise<Sent> {
  const plain = plainPath(path);
  if (packaged.files.some((file) => file.path.startsWith(`${plain}/`))) {
    throw new DomainError("invalid", `'${path.slice(0, 200)}' is a folder`);
  }
  const content = (await readContents(packaged, [plain], LARGEST_PACKAGED)).get(plain);
  if (!content) throw new DomainError("not_found", `'${path.slice(0, 200)}' is not there`);
  if (content.truncated) {
    throw new DomainError("too_large", "File is larger than 16 MiB; download the package that it lies in");
  }
  const bytes = looksLikeText(content.bytes) ? Buffer.from(shownText(content, plain)) : content.bytes;
  return { path: plain, size: bytes.length, stream: Readable.from([bytes]) };
}
