import { sql, type Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { liveUsers, lockPersona, type PersonaPlace, type PersonaTarget } from "@/lib/domain/personas/access";

type Where = PersonaPlace & { id: number };
const MOST_NAMED = 20;

/** Throws `in_use` with the agents that are live with it. */
async function assertNotLive(tx: Tx, id: number): Promise<void> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT a."name" FROM "Agent" a WHERE a."id" IN (${liveUsers(sql`${id}`)}) ORDER BY a."number" LIMIT ${MOST_NAMED + 1}`;
  if (rows.length === 0) return;
  const names = rows.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = rows.length > MOST_NAMED ? [...names, "and more"] : names;
  throw new DomainError("in_use", `Used by live agents: ${more.join(", ")}`);
}

async function remove({ tx, target, change }: Step<PersonaTarget>): Promise<{ cleared: number }> {
  const { persona, workspaceId } = target;
  const { id, name, slug } = persona;
  await assertNotLive(tx, id);
  // The agents' rows are taken before the persona goes: who chooses it holds an agent and waits for the persona.
  const cleared = await tx.$queryRaw<{ alive: boolean }[]>`
    UPDATE "Agent" SET "personaId" = NULL, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1
    WHERE "personaId" = ${id} RETURNING "deletedAt" IS NULL AS "alive"`;
  await tx.persona.delete({ where: { id } });
  const count = cleared.filter(({ alive }) => alive).length;
  change.record({ before: { name, slug }, after: { agentsCleared: count } });
  await change.emit({ topic: "resources", type: "persona_changed", targetId: String(id), name, workspaceId });
  return { cleared: count };
}

/** Deletes a workspace's persona; drafts that spoke as it speak as none. Throws `not_found`, and `in_use` by live agents. */
export const deletePersona = command({
  permission: "resources.change",
  audit: "persona.deleted",
  target: (tx, ctx, where: Where) => lockPersona(tx, ctx, where),
  run: remove,
});

/** The same of a global one. */
export const deleteGlobalPersona = command({
  permission: "instance.administer",
  audit: "persona.deleted",
  target: (tx, ctx, where: Where) => lockPersona(tx, ctx, where),
  run: remove,
});
