import { createHash } from "node:crypto";
import type { z } from "zod";
import { BoundedCache } from "@/lib/bounded-cache";

/** So many bytes of answers are kept in a process, at most. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A JSON answer as it is sent, which went through its schema when it was made, and the SHA-256 of its bytes as its tag. */
export class KeptJson<Document> {
  declare readonly says: Document;
  readonly schema: z.ZodType;
  readonly bytes: Buffer;
  readonly tag: string;

  constructor(schema: z.ZodType, value: unknown) {
    this.schema = schema;
    this.bytes = Buffer.from(JSON.stringify(schema.parse(value)));
    this.tag = `"${createHash("sha256").update(this.bytes).digest("hex")}"`;
  }
}

// Not shared by the bundles of a process: each has schemas of its own.
const cache = new BoundedCache<KeptJson<unknown>>({ most: MOST_BYTES, sizeOf: ({ bytes }) => bytes.length });

/**
 * The answer that a digest of all that it is made of stands for, made where this process does not have it yet. Whoever asks
 * has read the digest from the database in the same request, so nothing that is kept can be outdated. `lifetime` in ms.
 */
export async function keptJson<S extends z.ZodType>(
  schema: S,
  digest: string,
  lifetime: number,
  make: () => Promise<z.input<S>>,
): Promise<KeptJson<z.input<S>>> {
  const kept = await cache.get(digest, lifetime, async () => new KeptJson(schema, await make()));
  return kept as KeptJson<z.input<S>>;
}
