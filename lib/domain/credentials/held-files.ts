import { seal, unseal } from "@/lib/auth/seal";
import { db } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";

const ownerOf = (agentId: string, path: string) => `credential:${agentId}:${path}`;

/** A credential file as the platform keeps it: it opens for this agent and path alone. */
export function sealFile(agentId: string, path: string, bytes: Buffer): Uint8Array<ArrayBuffer> {
  return seal(bytes.toString("base64"), ownerOf(agentId, path));
}

/** The credential files that the platform holds for an agent; what does not open is left out. */
export async function heldFiles(agentId: string, reader: Reader = db()): Promise<Map<string, Buffer>> {
  const rows = await reader.credentialFile.findMany({ where: { agentId }, orderBy: { path: "asc" } });
  const opened = rows.flatMap(({ path, sealed }): [string, Buffer][] => {
    const text = unseal(sealed, ownerOf(agentId, path));
    return typeof text === "string" ? [[path, Buffer.from(text, "base64")]] : [];
  });
  return new Map(opened);
}
