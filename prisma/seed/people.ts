import { hashPassword } from "@/lib/auth/passwords";
import { db } from "@/lib/db";
import type { Role } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { given, type Person, type Place } from "@/lib/testing/given";

/** Everybody of the demo signs in with it; the seed prints it. */
export const DEMO_PASSWORD = "harbour lantern 7";

type Part = { name: string; role: Role | null; what: string; canSubmit?: boolean; disabled?: boolean };

/** The people of the demo, by the first part of their e-mail. */
const parts = {
  ada: { name: "Ada Winter", role: "owner", what: "owns the workspace and reviews" },
  oskar: { name: "Oskar Lindgren", role: "admin", what: "reviews" },
  maria: { name: "Maria Lopez", role: "developer", what: "submits packages" },
  jonas: { name: "Jonas Keller", role: "developer", what: "submits packages" },
  priya: { name: "Priya Raman", role: "developer", what: "submits packages" },
  samuel: { name: "Samuel Okoro", role: "developer", what: "submits packages" },
  nina: { name: "Nina Petrova", role: "developer", canSubmit: false, what: "may not submit: switched off for her" },
  lena: { name: "Lena Hoffmann", role: "viewer", canSubmit: true, what: "reads, and may submit" },
  victor: { name: "Victor Moreau", role: "viewer", what: "reads only" },
  eve: { name: "Eve Tanaka", role: null, what: "belongs to no workspace; some agents are shared with her" },
  bruno: { name: "Bruno Costa", role: "developer", disabled: true, what: "left the company; cannot sign in" },
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
export type Cast = Record<PartName, Person>;

const partNames = Object.keys(parts) as PartName[];
const emailOf = (part: PartName) => `${part}@example.com`;

/** The account, made when there is none; one from an earlier seed is taken as it is. */
async function account(part: PartName, first: boolean): Promise<{ id: string; email: string }> {
  const email = emailOf(part);
  const known = await db().user.findUnique({ where: { email }, select: { id: true, email: true } });
  const left = (parts[part] as Part).disabled === true;
  // Whoever has left works here once more while the demo is made; `leave` switches them off again.
  if (known && left) await db().user.update({ where: { id: known.id }, data: { disabledAt: null } });
  if (known) return known;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return given.user({ email, name: parts[part].name, passwordHash, instanceAdmin: first && part === "ada" });
}

async function join(place: Place, part: PartName, first: boolean): Promise<[PartName, Person]> {
  const { role, ...rest }: Part = parts[part];
  const { id } = await account(part, first);
  if (role) {
    const membership = { workspaceId: place.id, userId: id, role, canSubmit: rest.canSubmit ?? null };
    await db().membership.create({ data: membership });
    await db().user.updateMany({ where: { id, defaultWorkspaceId: null }, data: { defaultWorkspaceId: place.id } });
  }
  const person = await given.signedIn(id, role ? place.id : null);
  const origin = { requestId: newId("request"), address: "192.0.2.10", userAgent: "Muster demo" };
  return [part, { ...person, ctx: { ...person.ctx, origin } }];
}

/** Everybody in their places, each with a session that `leave` ends. `first`: Ada becomes the instance admin. */
export async function gather(place: Place, first: boolean): Promise<Cast> {
  const people = await Promise.all(partNames.map((part) => join(place, part, first)));
  return Object.fromEntries(people) as Cast;
}

/** Ends the sessions under which the demo was made, and switches off whoever has left. */
export async function leave(cast: Cast): Promise<void> {
  const ids = Object.values(cast).map(({ ctx }) => ctx.actor.credential.id);
  await db().session.deleteMany({ where: { id: { in: ids } } });
  const gone = partNames.filter((part) => (parts[part] as Part).disabled).map((part) => cast[part].id);
  await db().user.updateMany({ where: { id: { in: gone }, disabledAt: null }, data: { disabledAt: new Date() } });
}

/** One line for each person. */
export function describePeople(first: boolean): string[] {
  return partNames.map((part) => {
    const { role, what }: Part = parts[part];
    const admin = first && part === "ada" ? ", instance admin" : "";
    return `  ${emailOf(part).padEnd(20)} ${(role ?? "–").padEnd(10)} ${what}${admin}`;
  });
}
