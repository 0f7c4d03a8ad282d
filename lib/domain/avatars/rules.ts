import { createHmac, timingSafeEqual } from "node:crypto";
import { settings } from "@/lib/env";

export const LARGEST_PICTURE = 2 * 1024 * 1024;
export const LONGEST_SIDE = 4_096;
export const AVATAR_SIDE = 512;

const SIGNATURE_BYTES = 12;

function signature(agentId: string, seconds: string): Buffer {
  return createHmac("sha256", `avatar:${settings().MUSTER_SECRET ?? ""}`)
    .update(`${agentId}.${seconds}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

/** The time of a picture in milliseconds, signed together with its agent: who has it may see this picture. */
export function avatarMark(agentId: string, changedAt: Date): string {
  const time = String(changedAt.getTime());
  return `${time}.${signature(agentId, time).toString("base64url")}`;
}

/** Whether a mark was made for this agent's present picture. */
export function isAvatarMark(mark: string, agentId: string, changedAt: Date): boolean {
  const [given, wanted] = [Buffer.from(mark), Buffer.from(avatarMark(agentId, changedAt))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
