import { audited } from "@/lib/domain/agents/audit-content";
import { command, type Step } from "@/lib/domain/command";
import { lockPersona, type PersonaPlace, type PersonaTarget } from "@/lib/domain/personas/access";
import type { PersonaFields } from "@/lib/domain/personas/schema";

type Where = PersonaPlace & { id: number };
type Input = Where & { fields: Partial<PersonaFields> };

async function update({ tx, target, change }: Step<PersonaTarget>, { fields }: Input): Promise<void> {
  const { persona, workspaceId } = target;
  const { id } = persona;
  const names = (Object.keys(fields) as (keyof PersonaFields)[]).filter(
    (name) => fields[name] !== undefined && fields[name] !== persona[name],
  );
  if (names.length === 0) return change.nothing();
  const after = Object.fromEntries(names.map((name) => [name, fields[name]]));
  await tx.persona.update({ where: { id }, data: { ...after, rev: { increment: 1 } } });
  await tx.$executeRaw`UPDATE "Persona" SET "updatedAt" = clock_timestamp() WHERE "id" = ${id}`;
  const before = Object.fromEntries(names.map((name) => [name, persona[name]]));
  const { name = persona.name } = fields;
  change.target({ ...target.audit, name });
  change.record({ before: audited(before), after: audited(after) });
  await change.emit({ topic: "resources", type: "persona_changed", targetId: String(id), name, workspaceId });
}

/** Changes what is named of a workspace's persona; it counts at once for all who speak as it. Throws `not_found`. */
export const updatePersona = command({
  permission: "resources.change",
  audit: "persona.updated",
  target: (tx, ctx, where: Where) => lockPersona(tx, ctx, where),
  run: update,
});

/** The same of a global one. */
export const updateGlobalPersona = command({
  permission: "instance.administer",
  audit: "persona.updated",
  target: (tx, ctx, where: Where) => lockPersona(tx, ctx, where),
  run: update,
});
