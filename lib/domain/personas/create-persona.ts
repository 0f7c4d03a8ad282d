import type { Tx } from "@/lib/db";
import { audited } from "@/lib/domain/agents/audit-content";
import { command, type Step, type Target } from "@/lib/domain/command";
import { lockPlace, type PersonaPlace } from "@/lib/domain/personas/access";
import { freeSlug, personaSlug } from "@/lib/domain/personas/rules";
import type { PersonaFields } from "@/lib/domain/personas/schema";

type Input = PersonaPlace & { fields: PersonaFields };

async function slugFor(tx: Tx, workspaceId: string | null, name: string): Promise<string> {
  const slug = personaSlug(name);
  // Every `slug-2` of this slug begins like it, cut where the number needs room.
  const alike = { workspaceId, slug: { startsWith: slug.slice(0, 90) } };
  const taken = await tx.persona.findMany({ where: alike, select: { slug: true } });
  return freeSlug(slug, new Set(taken.map((one) => one.slug)));
}

async function create(step: Step<Target & PersonaPlace>, { fields }: Input): Promise<{ id: number }> {
  const { tx, ctx, target, change } = step;
  const { workspaceId } = target;
  const slug = await slugFor(tx, workspaceId, fields.name);
  const data = { ...fields, slug, workspaceId, createdById: ctx.actor.userId };
  const { id } = await tx.persona.create({ data, select: { id: true } });
  const { name } = fields;
  change.target({ type: "persona", id: String(id), name, workspaceId });
  change.record({ after: audited({ ...fields, slug }) });
  await change.emit({ topic: "resources", type: "persona_changed", targetId: String(id), name, workspaceId });
  return { id };
}

/** Makes a persona of a workspace, with a slug made from its name. */
export const createPersona = command({
  permission: "resources.create",
  audit: "persona.created",
  target: lockPlace,
  run: create,
});

/** Makes one for everybody. */
export const createGlobalPersona = command({
  permission: "instance.administer",
  audit: "persona.created",
  target: lockPlace,
  run: create,
});
