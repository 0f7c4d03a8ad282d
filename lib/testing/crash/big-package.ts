import { createHash, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { packageParts } from "@/lib/testing/package-builder";
import { buildTar } from "@/lib/testing/tar-builder";

export type BigPackage = { name: string; version: string; bytes: Buffer; sha256: string };

/** A valid package with `weight` bytes of noise, which no compression makes smaller. */
export async function bigPackage(name: string, version: string, weight: number): Promise<BigPackage> {
  const files = { "data/noise.bin": randomBytes(weight) };
  const bytes = await promisify(gzip)(buildTar(packageParts({ name, version, files })), { level: 1 });
  return { name, version, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
