import { hashOf, newSecret } from "@/lib/auth/secrets";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { nameFromEmail } from "@/lib/domain/users/rules";
import { publicUrl } from "@/lib/env";

const INVITATION_DAYS = 7;

/** `inviteUrl` is shown once; the token stands behind `#`, so that it reaches no log and no other site. */
export type Invited = { id: string; name: string; inviteUrl: string };

/** Makes a person without a password, with an invitation for 7 days; shares that waited for their e-mail become theirs. */
export async function invite(
  tx: Tx,
  { email, name, instanceAdmin = false }: { email: string; name?: string; instanceAdmin?: boolean },
): Promise<Invited> {
  const id = newId("user");
  const data = { id, email, name: name ?? nameFromEmail(email), instanceAdmin };
  await tx.user.create({ data });
  await tx.share.updateMany({ where: { email, userId: null }, data: { userId: id } });
  const token = newSecret();
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
  await tx.oneTimeToken.create({ data: { hash: hashOf(token), kind: "invitation", userId: id, expiresAt } });
  return { id, name: data.name, inviteUrl: `${publicUrl()}/invitation#${token}` };
}
