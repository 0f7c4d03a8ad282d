import { notGzipTar } from "./gzip-header";
import { PackageRefused, refusal } from "./refusal";

const OLD_MANIFEST = Buffer.from("manifest.json");

/** Refuses what is not gzip; a ZIP is read on to find the manifest of the retired format, whose name a ZIP stores plainly. */
export async function refuseForeignFormat(start: Buffer, chunks: AsyncIterator<Buffer>): Promise<never> {
  const zip = start[0] === 0x50 && start[1] === 0x4b;
  if (!zip) throw notGzipTar("The file is not a gzip-compressed tar");
  let window = start;
  for (;;) {
    if (window.includes(OLD_MANIFEST)) {
      const msg = "This package was built with an old SDK. Rebuild it with a current one.";
      throw new PackageRefused(refusal("archive.old_format", msg));
    }
    const next = await chunks.next();
    if (next.done) throw notGzipTar("The file is a ZIP, not a gzip-compressed tar");
    window = Buffer.concat([window.subarray(1 - OLD_MANIFEST.length), next.value]);
  }
}
