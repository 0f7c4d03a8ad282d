import { loadActor } from "@/lib/auth/load-actor";
import { hashOf } from "@/lib/auth/secrets";
import type { NewSession } from "@/lib/auth/session";
import type { Origin } from "@/lib/domain/context";
import { submitPackage, uploadNewAgent } from "@/lib/domain/packages/submit-package";
import { log } from "@/lib/log";
import { installSamplePlugins } from "@/lib/samples/install-sample-plugins";
import { packFolder } from "@/lib/samples/pack-folder";
import { samplesDirectory } from "@/lib/samples/sample-plugins";

/** The first admin, just signed in, and the workspace they own. */
type NewAdmin = { session: NewSession; workspaceId: string; origin: Origin };

async function submit({ session, workspaceId, origin }: NewAdmin): Promise<void> {
  const actor = await loadActor({ kind: "session", hash: hashOf(session.credential) }, origin.address);
  if (!actor) throw new Error("the session of the first admin is gone");
  const ctx = { actor, workspaceId, origin };
  await uploadNewAgent(ctx, packFolder(samplesDirectory(), "calculator"), submitPackage);
  await installSamplePlugins(ctx);
}

/**
 * Submits the sample agent as the admin, through the command that every upload goes through: ACTIVE, and loaded soon after;
 * then Muster's own plugins. A failure is logged and costs nothing but the samples. Never throws.
 */
export async function submitSample(admin: NewAdmin): Promise<void> {
  await submit(admin).catch((error: unknown) => log().error({ err: error }, "the samples could not be added"));
}
