import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { activatePlugin, deactivatePlugin } from "@/lib/domain/plugins/decide-plugin";
import { disablePlugin } from "@/lib/domain/plugins/disable-plugin";
import { enablePlugin } from "@/lib/domain/plugins/enable-plugin";
import { deleteWorkspace } from "@/lib/domain/workspaces/delete-workspace";
import { given } from "@/lib/testing/given";
import { givenPlugin } from "@/lib/testing/given-plugin";

const anAct = fc.record({
  kind: fc.constantFrom("enable", "enable", "enable", "enable", "disable", "cascade", "hide", "show", "show", "delete"),
  plugin: fc.nat(2),
  place: fc.nat(2),
});
type Act = typeof anAct extends fc.Arbitrary<infer Value> ? Value : never;

async function scene() {
  const root = await given.outsider({ instanceAdmin: true });
  const base = await givenPlugin(root);
  const needing = [base, base].map(({ slug }) => givenPlugin(root, { dependencies: [slug] }));
  const plugins = [base, ...(await Promise.all(needing))].map(({ plugin_id }) => plugin_id);
  const places = await Promise.all([0, 1, 2].map(() => given.workspace()));
  const perform = ({ kind, plugin, place }: Act): Promise<unknown> => {
    const pluginId = plugins[plugin] ?? "";
    const { ctx, workspace } = places[place] ?? { ctx: root.ctx, workspace: { id: "" } };
    if (kind === "enable") return enablePlugin(ctx, { pluginId });
    if (kind === "hide") return deactivatePlugin(root.ctx, { pluginId });
    if (kind === "show") return activatePlugin(root.ctx, { pluginId });
    if (kind === "delete") return deleteWorkspace(root.ctx, workspace.id);
    return disablePlugin(ctx, { pluginId, cascade: kind === "cascade" });
  };
  return { plugins, perform };
}

test("a plugin's kept number is that of the workspaces that have it, whoever changes what at the same time", async () => {
  const writers = fc.array(fc.array(anAct, { minLength: 3, maxLength: 8 }), { minLength: 4, maxLength: 4 });
  const property = fc.asyncProperty(writers, async (all) => {
    const { plugins, perform } = await scene();
    const inOrder = async (acts: Act[]) => {
      for (const act of acts) await perform(act).catch(() => undefined);
    };
    await Promise.all(all.map(inOrder));
    // What is left of one place goes with it, while the others change on.
    const last = (kind: Act["kind"], place: number) => inOrder([0, 1, 2].map((plugin) => ({ kind, plugin, place })));
    await Promise.all([last("show", 0), last("show", 0)]);
    await Promise.all([last("enable", 0), last("enable", 1)]);
    await Promise.all([last("delete", 0), last("enable", 1), last("enable", 2)]);
    for (const id of plugins) {
      const { enableCount } = await db().marketplacePlugin.findUniqueOrThrow({ where: { id } });
      expect(enableCount).toBe(await db().workspaceEnabledPlugin.count({ where: { pluginId: id } }));
    }
  });
  await fc.assert(property, { numRuns: 3 });
}, 60_000);
