import { type Actor, atLeast, membershipIn } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

export const visibilities = ["private", "unlisted", "public"] as const;
export type Visibility = (typeof visibilities)[number];

export const offeredKinds = ["agent", "skill", "tool"] as const;
export type OfferedKind = (typeof offeredKinds)[number];

export const LONGEST_INTEGRATION_NAME = 100;
export const MOST_OFFERED = 200;

/** Only instance admins show something to everybody. Throws `forbidden`. */
export function assertMayShow(actor: Actor, visibility: Visibility, before: Visibility | null): void {
  if (visibility !== "public" || before === "public" || actor.instanceAdmin) return;
  throw new DomainError("forbidden", "Only instance admins may make an integration public");
}

/** A private integration goes only where one person administers both its workspace and the one it is installed in. */
export function mayInstall(actor: Actor, integration: { visibility: Visibility; workspaceId: string }): boolean {
  if (integration.visibility !== "private" || actor.instanceAdmin) return true;
  return atLeast(membershipIn(actor, integration.workspaceId)?.role ?? null, "admin");
}

export type MemberKey = { kind: OfferedKind; targetId: string };
export type InstalledMember = MemberKey & { id: string; detached: boolean };
export type Upgrade = {
  kept: InstalledMember[];
  added: MemberKey[];
  gone: InstalledMember[];
  skipped: InstalledMember[];
};

const keyOf = ({ kind, targetId }: MemberKey) => `${kind} ${targetId}`;

/** What an upgrade does with the members of an install: detached ones stay detached as long as they are offered. */
export function planUpgrade(offered: readonly MemberKey[], installed: readonly InstalledMember[]): Upgrade {
  const present = new Set(offered.map(keyOf));
  const known = new Set(installed.map(keyOf));
  const staying = installed.filter((member) => present.has(keyOf(member)));
  return {
    kept: staying.filter(({ detached }) => !detached),
    skipped: staying.filter(({ detached }) => detached),
    gone: installed.filter((member) => !present.has(keyOf(member))),
    added: offered.filter((member) => !known.has(keyOf(member))),
  };
}
