import { resolve } from "node:path";
import { loadActor } from "@/lib/auth/load-actor";
import { hashOf } from "@/lib/auth/secrets";
import type { NewSession } from "@/lib/auth/session";
import type { Origin } from "@/lib/domain/context";
import { submitPackage, uploadNewAgent } from "@/lib/domain/packages/submit-package";
import { log } from "@/lib/log";
import { packFolder } from "@/lib/samples/pack-folder";

/** The first admin, just signed in, and the workspace they own. */
type NewAdmin = { session: NewSession; workspaceId: string; origin: Origin };

/** Bundled server code has no place of its own: the sources are found from the project root. */
export function samplesDirectory(): string {
  return resolve(process.cwd(), "lib/samples");
}

async function submit({ session, workspaceId, origin }: NewAdmin): Promise<void> {
  const actor = await loadActor({ kind: "session", hash: hashOf(session.credential) }, origin.address);
  if (!actor) throw new Error("the session of the first admin is gone");
  await uploadNewAgent({ actor, workspaceId, origin }, packFolder(samplesDirectory(), "calculator"), submitPackage);
}

/**
 * Submits the sample agent as the admin, through the command that every upload goes through: ACTIVE, and loaded soon after.
 * A failure is logged and costs nothing but the sample. Never throws.
 */
export async function submitSample(admin: NewAdmin): Promise<void> {
  await submit(admin).catch((error: unknown) => log().error({ err: error }, "the sample agent could not be submitted"));
}
