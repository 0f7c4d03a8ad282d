import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import { type InstanceSettings, settingsFrom } from "@/lib/domain/instance/rules";

export type InstanceChanges = { name?: string; settings?: Partial<InstanceSettings> };

async function lockInstance(tx: Tx) {
  const [row] = await tx.$queryRaw<{ name: string; settings: Partial<InstanceSettings>; rev: number }[]>`
    SELECT "name", "settings", "rev" FROM "Instance" WHERE "id" = 1 FOR UPDATE`;
  if (!row) throw new Error("the instance has one row");
  const audit = { type: "instance", id: "instance", name: row.name, workspaceId: null };
  return { ...row, settings: settingsFrom(row.settings), subject: { workspaceId: null }, audit };
}

type Facts = Partial<InstanceSettings> & { name?: string };

/** What is asked for and differs from now, before and after. */
function difference(now: Required<Facts>, asked: Facts): { before: Facts; after: Facts } {
  const names = (Object.keys(asked) as (keyof Facts)[]).filter(
    (key) => asked[key] !== undefined && JSON.stringify(asked[key]) !== JSON.stringify(now[key]),
  );
  const of = (facts: Facts) => Object.fromEntries(names.map((key) => [key, facts[key]]));
  return { before: of(now), after: of(asked) };
}

/** Renames the deployment and changes its settings; what is not named stays. Two admins at once lose nothing of each other's. */
export const updateInstance = command({
  permission: "instance.administer",
  audit: "instance.updated",
  target: (tx) => lockInstance(tx),
  run: async ({ tx, target, change }, { name, settings = {} }: InstanceChanges): Promise<void> => {
    const { before, after } = difference({ name: target.name, ...target.settings }, { name, ...settings });
    if (Object.keys(after).length === 0) return change.nothing();
    const { name: newName = target.name, ...changed } = after;
    const data = { name: newName, settings: { ...target.settings, ...changed }, rev: { increment: 1 } };
    await tx.instance.update({ where: { id: 1 }, data });
    change.record({ before, after });
  },
});
