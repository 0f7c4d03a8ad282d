import { sql } from "@/lib/db";
import { contentField } from "@/lib/domain/agent-profiles/access";
import { getAgent, liveShown, readableAgents } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import {
  liveUsers,
  type PersonaRow,
  type PersonaScope,
  personaColumns,
  personasOf,
  personaUsers,
} from "@/lib/domain/personas/access";
import { isPersonaId, personaNotFound } from "@/lib/domain/personas/rules";
import { may } from "@/lib/domain/policy";
import { ownWorkspace, query } from "@/lib/domain/query";

/** The personas that the request's workspace can use, by category and name, without their texts. */
export const listPersonas = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: async ({ db, ctx }, { scope = "all", category }: { scope?: PersonaScope; category?: string }) => {
    const inCategory = category === undefined ? sql`TRUE` : sql`p."category" = ${category}`;
    return db.$queryRaw<PersonaRow[]>`
      SELECT ${personaColumns} FROM "Persona" p WHERE ${personasOf(ctx.workspaceId, scope)} AND ${inCategory}
      ORDER BY p."category" NULLS LAST, p."name", p."id"`;
  },
});

export type PersonaDetails = PersonaRow & { prompt: string; usedBy: { number: number; id: string; name: string }[] };

/** One persona that the request's workspace can use, with the agents that the caller can read of those who speak as it. */
export const getPersona = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: async ({ db, ctx }, { id }: { id: number }): Promise<PersonaDetails> => {
    if (!isPersonaId(id)) throw personaNotFound();
    const [persona] = await db.$queryRaw<PersonaDetails[]>`
      SELECT ${personaColumns}, p."prompt", coalesce((SELECT json_agg(json_build_object('number', a."number", 'id', a."id", 'name', a."name")
          ORDER BY a."number") FROM "Agent" a WHERE a."id" IN (${personaUsers(sql`p."id"`)}) AND ${readableAgents(ctx)}), '[]') AS "usedBy"
      FROM "Persona" p WHERE p."id" = ${id} AND ${personasOf(ctx.workspaceId)}`;
    if (!persona) throw personaNotFound();
    return persona;
  },
});

export type PersonaUses = { mayChange: boolean; agents: { id: string; name: string; live: boolean }[]; more: number };
const MOST_NAMED = 50;

/** Whether the caller may change a persona that they may read: the rule of the command that would. */
function mayChange({ actor }: Ctx, { workspaceId, createdById }: PersonaRow): boolean {
  if (workspaceId === null) return may(actor, "instance.administer", { workspaceId });
  return may(actor, "resources.change", { workspaceId, ownerId: createdById });
}

/** The agents that speak as a persona as far as the caller can read them, those first whose live version does. Throws `not_found`. */
export const listPersonaUses = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: async ({ db, ctx }, { id }: { id: number }): Promise<PersonaUses> => {
    if (!isPersonaId(id)) throw personaNotFound();
    const [persona] = await db.$queryRaw<PersonaRow[]>`
      SELECT ${personaColumns} FROM "Persona" p WHERE p."id" = ${id} AND ${personasOf(ctx.workspaceId)}`;
    if (!persona) throw personaNotFound();
    const users = await db.$queryRaw<{ id: string; name: string; live: boolean; all: number }[]>`
      SELECT a."id", a."name", a."id" IN (${liveUsers(sql`${id}`)}) AS "live", count(*) OVER ()::int AS "all" FROM "Agent" a
      WHERE a."id" IN (${personaUsers(sql`${id}`)}) AND ${readableAgents(ctx)}
      ORDER BY "live" DESC, a."name" COLLATE "C", a."id" LIMIT ${MOST_NAMED}`;
    const agents = users.map(({ all: _, ...user }) => user);
    return { mayChange: mayChange(ctx, persona), agents, more: (users[0]?.all ?? 0) - agents.length };
  },
});

export type AgentPersona = {
  number: number;
  rev: number;
  personaId: number | null;
  personaName: string | null;
  personaSlug: string | null;
  prompt: string | null;
  voiceDescription: string | null;
  useCustomPersona: boolean;
  customPersonaPrompt: string | null;
};

/** Which persona an agent speaks as, as the caller is shown it. Throws `not_found`, `workspace_forbidden`. */
export const getAgentPersona = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<AgentPersona> => {
    const field = (key: string, column: ReturnType<typeof sql>) => contentField(liveShown(ctx), key, column);
    const [row] = await db.$queryRaw<AgentPersona[]>`
      SELECT c.*, p."name" AS "personaName", p."slug" AS "personaSlug", p."prompt", p."voiceDescription" FROM (
        SELECT a."number", a."rev", (${field("personaId", sql`a."personaId"`)}#>>'{}')::int AS "personaId",
          (${field("useCustomPersona", sql`a."useCustomPersona"`)})::boolean AS "useCustomPersona",
          ${field("customPersonaPrompt", sql`a."customPersonaPrompt"`)} AS "customPersonaPrompt"
        FROM "Agent" a LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId" WHERE a."id" = ${target.id}) c
      LEFT JOIN "Persona" p ON p."id" = c."personaId"`;
    if (!row) throw new Error(`Agent ${target.id} has no row although it was found`);
    return row;
  },
});
