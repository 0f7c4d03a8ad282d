import { db } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { enablePlugin } from "@/lib/domain/plugins/enable-plugin";
import { installSamplePlugins } from "@/lib/samples/install-sample-plugins";
import type { Cast } from "./people";

/** Needs another of Muster's plugins, so that two are enabled. */
const ENABLED = "incident-summary";

/** Ada's context as if she administered this Muster, which she does in a new one alone. */
function administering({ ada: { ctx } }: Cast): Ctx {
  return { ...ctx, actor: { ...ctx.actor, instanceAdmin: true } };
}

/** Fills the marketplace with Muster's own plugins, and enables two of them in the demo's workspace. Gives how many there are. */
export async function seedPlugins(cast: Cast): Promise<number> {
  const installed = await installSamplePlugins(administering(cast));
  const slugs = installed.filter(({ outcome }) => outcome !== "refused").map(({ slug }) => slug);
  await db().marketplacePlugin.updateMany({ where: { slug: { in: slugs } }, data: { featured: true } });
  const needing = await db().marketplacePlugin.findUnique({ where: { slug: ENABLED }, select: { id: true } });
  if (needing) await enablePlugin(cast.ada.ctx, { pluginId: needing.id });
  return slugs.length;
}
