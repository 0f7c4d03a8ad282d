import { hashOf, newSecret } from "@/lib/auth/secrets";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { AddressProof } from "@/lib/domain/shares/address-proof";
import { nameFromEmail } from "@/lib/domain/users/rules";
import { publicUrl } from "@/lib/env";

const INVITATION_DAYS = 7;

/** `inviteUrl` is shown once; the token stands behind `#`, so that it reaches no log and no other site. */
export type Invited = { id: string; name: string; inviteUrl: string };

type Invitation = { email: string; name?: string; instanceAdmin?: boolean; proof: AddressProof | null };

/** Makes a person without a password, with an invitation for 7 days; shares wait until it is used (`shares/attach-shares.ts`). */
export async function invite(tx: Tx, { email, name, instanceAdmin = false, proof }: Invitation): Promise<Invited> {
  const id = newId("user");
  const data = { id, email, name: name ?? nameFromEmail(email), instanceAdmin };
  await tx.user.create({ data });
  return { id, name: data.name, inviteUrl: await newInvitation(tx, id, proof) };
}

/** A link that a person without a password accepts within 7 days; earlier ones end. */
async function newInvitation(tx: Tx, userId: string, proof: AddressProof | null): Promise<string> {
  const token = newSecret();
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
  await tx.oneTimeToken.deleteMany({ where: { userId, kind: "invitation" } });
  await tx.oneTimeToken.create({ data: { hash: hashOf(token), kind: "invitation", proof, userId, expiresAt } });
  return `${publicUrl()}/invitation#${token}`;
}

/**
 * A new link for somebody who was invited, has never come and belongs nowhere; null for everybody else, because whoever
 * holds the link becomes that person.
 */
export async function inviteAgain(tx: Tx, id: string, proof: AddressProof | null): Promise<string | null> {
  const nowhere = {
    memberships: { none: {} },
    shares: { none: {} },
    ownedAgents: { none: {} },
    identities: { none: {} },
  };
  const neverCame = { passwordHash: null, lastSignInAt: null, disabledAt: null, instanceAdmin: false };
  const found = await tx.user.findFirst({ where: { id, ...neverCame, ...nowhere }, select: { id: true } });
  return found && newInvitation(tx, id, proof);
}
