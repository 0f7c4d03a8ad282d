import { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import type { RunFile } from "@/lib/domain/runs/queries";

/** One file has at most 50 MiB; ms. */
const PATIENCE = 60_000;

type Door = { door: string; key: string };

async function placeFile({ door, key }: Door, { path, sha256 }: RunFile): Promise<void> {
  const stream = await blobStore().open(sha256);
  try {
    const response = await fetch(`${door}/file?${new URLSearchParams({ path })}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/octet-stream" },
      body: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
      signal: AbortSignal.timeout(PATIENCE),
      duplex: "half",
    } as RequestInit);
    if (!response.ok) throw new Error(`'${path}' was refused: ${(await response.text()).slice(0, 300)}`);
    await response.body?.cancel();
  } finally {
    stream.destroy();
  }
}

/**
 * Puts stored files into the workspace of a run through its door, one after the other; what lies at their paths is
 * replaced. Throws at the first that cannot be put there.
 */
export async function placeFiles(where: Door, files: readonly RunFile[]): Promise<void> {
  for (const file of files) await placeFile(where, file);
}
