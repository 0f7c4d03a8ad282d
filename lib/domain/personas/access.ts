import type { Tx } from "@/lib/db";
import { isPersonaId, personaNotFound } from "@/lib/domain/personas/rules";
import type { Reader } from "@/lib/domain/query";

/** Makes sure that agents of the workspace may use a persona: a global one or one of theirs. Throws `not_found`. */
export async function assertPersona(
  tx: Reader | Tx,
  workspaceId: string | null,
  personaId: number | null | undefined,
): Promise<void> {
  if (personaId === null || personaId === undefined) return;
  const where = { id: personaId, OR: [{ workspaceId: null }, { workspaceId }] };
  if (!isPersonaId(personaId) || (await tx.persona.count({ where })) === 0) throw personaNotFound();
}
