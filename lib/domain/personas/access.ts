import { type Sql, sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";
import { isPersonaId, personaNotFound } from "@/lib/domain/personas/rules";
import type { Reader } from "@/lib/domain/query";

/** Makes sure that agents of the workspace may use a persona: a global one or one of theirs. Throws `not_found`. */
export async function assertPersona(
  tx: Reader | Tx,
  workspaceId: string | null,
  personaId: number | null | undefined,
): Promise<void> {
  if (personaId === null || personaId === undefined) return;
  if (!isPersonaId(personaId)) throw personaNotFound();
  const usable = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Persona" p WHERE p."id" = ${personaId} AND ${personasOf(workspaceId)}`;
  if (usable.length === 0) throw personaNotFound();
}

export type PersonaRow = {
  id: number;
  slug: string;
  name: string;
  description: string | null;
  voiceDescription: string | null;
  category: string | null;
  suggestedTemperature: number | null;
  /** Null: for everybody. */
  workspaceId: string | null;
  isActive: boolean;
  createdById: string | null;
  createdAt: string;
  updatedAt: string;
};

/** The columns of `PersonaRow` of persona `p`. */
export const personaColumns = sql`p."id", p."slug", p."name", p."description", p."voiceDescription", p."category",
  p."suggestedTemperature", p."workspaceId"::text AS "workspaceId", p."isActive", p."createdById",
  ${isoTime(sql`p."createdAt"`)} AS "createdAt", ${isoTime(sql`p."updatedAt"`)} AS "updatedAt"`;

export type PersonaScope = "all" | "global" | "workspace";

/** True for personas `p` that a workspace can use: global ones, its own, or both. */
export function personasOf(workspaceId: string | null, scope: PersonaScope = "all"): Sql {
  const own = sql`p."workspaceId" = ${workspaceId}::uuid`;
  if (scope === "workspace") return own;
  return scope === "global" ? sql`p."workspaceId" IS NULL` : sql`(p."workspaceId" IS NULL OR ${own})`;
}

/** Where a persona lies that is named for a change: `null` is the place of the global ones. */
export type PersonaPlace = { workspaceId: string | null };
export type PersonaTarget = Target & PersonaPlace & { persona: PersonaRow & { prompt: string } };

const nameOf = (workspaceId: string | null) => workspaceId ?? "global";

/** The place of a new persona, held so that of two of one name each gets a slug of its own. */
export async function lockPlace(
  tx: Reader | Tx,
  _ctx: Ctx,
  { workspaceId }: PersonaPlace,
): Promise<Target & PersonaPlace> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`personas ${nameOf(workspaceId)}`}, 0))`;
  const audit = { type: "workspace", id: nameOf(workspaceId), name: "", workspaceId };
  return { workspaceId, subject: { workspaceId }, audit };
}

/** A persona of exactly that place, held until the transaction ends while agents may go on choosing it. Throws `not_found`. */
export async function lockPersona(
  tx: Reader | Tx,
  _ctx: Ctx,
  { workspaceId, id }: PersonaPlace & { id: number },
): Promise<PersonaTarget> {
  const rows = isPersonaId(id)
    ? await tx.$queryRaw<PersonaTarget["persona"][]>`
        SELECT ${personaColumns}, p."prompt" FROM "Persona" p
        WHERE p."id" = ${id} AND ${personasOf(workspaceId, workspaceId === null ? "global" : "workspace")} FOR NO KEY UPDATE`
    : [];
  const [persona] = rows;
  if (!persona) throw personaNotFound();
  const { name, createdById: ownerId } = persona;
  const audit = { type: "persona", id: String(id), name, workspaceId };
  return { workspaceId, persona, subject: { workspaceId, ownerId }, audit };
}

/** Ids of the living agents whose live version speaks as persona `id`. */
export function liveUsers(id: Sql): Sql {
  return sql`SELECT a."id" FROM "AgentVersion" v JOIN "Agent" a ON a."liveVersionId" = v."id" AND a."deletedAt" IS NULL
    WHERE v."content"->>'personaId' = ${id}::text`;
}

/** Ids of the living agents that speak as persona `id` in their draft or in their live version. */
export function personaUsers(id: Sql): Sql {
  return sql`SELECT a."id" FROM "Agent" a WHERE a."personaId" = ${id}::int AND a."deletedAt" IS NULL UNION ${liveUsers(id)}`;
}
