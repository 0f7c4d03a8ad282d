import { timingSafeEqual } from "node:crypto";
import ssh2, { type ParsedKey } from "ssh2";
import type { SshKey } from "@/lib/runtime/driver";

/** The granted key with these bytes, while it is in force. */
export function findGrant(grants: readonly SshKey[], blob: Buffer, now: number): ParsedKey | undefined {
  for (const { publicKey, expiresAt } of grants) {
    if (Date.parse(expiresAt) <= now) continue;
    const parsed = ssh2.utils.parseKey(publicKey);
    if (!(parsed instanceof Error) && isSame(parsed.getPublicSSH(), blob)) return parsed;
  }
  return undefined;
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
