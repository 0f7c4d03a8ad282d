import { randomBytes } from "node:crypto";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Place } from "@/lib/testing/given";

const named = (noun: string) => `${noun}-${randomBytes(4).toString("hex")}`;

/** A tool of a workspace; its id. */
export async function givenTool({ id: workspaceId }: Place): Promise<string> {
  return (await db().tool.create({ data: { id: newId("tool"), workspaceId, name: named("tool") } })).id;
}

/** A skill of a workspace; its id. */
export async function givenSkill({ id: workspaceId }: Place): Promise<string> {
  const data = { id: newId("skill"), workspaceId, name: named("skill"), text: "Be brief." };
  return (await db().skill.create({ data })).id;
}

/** An MCP server of a workspace; its id. */
export async function givenMcpServer({ id: workspaceId }: Place, name = named("mcp")): Promise<string> {
  const where = { transport: "streamable-http", url: "https://mcp.example.com" };
  return (await db().mcpServer.create({ data: { id: newId("mcpServer"), workspaceId, name, ...where } })).id;
}

/** A data connection of a workspace; its id. */
export async function givenConnection({ id: workspaceId }: Place, name: string, engine = "postgres"): Promise<string> {
  return (await db().dataConnection.create({ data: { id: newId("dataConnection"), workspaceId, name, engine } })).id;
}

/** A JSON schema of a workspace; its id. */
export async function givenSchema({ id: workspaceId }: Place): Promise<string> {
  const data = { id: newId("jsonSchema"), workspaceId, name: named("schema"), schema: { type: "object" } };
  return (await db().jsonSchema.create({ data })).id;
}

/** An integration of one workspace that brings a skill or tool into another; the id of the install. */
export async function givenBrought(
  from: Place,
  into: Place,
  kind: "skill" | "tool",
  targetId: string,
): Promise<string> {
  const integrationId = newId("integration");
  await db().integration.create({ data: { id: integrationId, workspaceId: from.id, name: named("pack") } });
  const install = { id: `igi_${integrationId.slice(4)}`, integrationId, workspaceId: into.id };
  await db().integrationInstall.create({ data: install });
  const member = { id: `igm_${integrationId.slice(4)}`, integrationId, installId: install.id, kind, targetId };
  await db().integrationMember.create({ data: member });
  return install.id;
}

/** Makes an agent live with a first version of this content; the id of the version. */
export async function givenLive(agentId: string, content: object = {}): Promise<string> {
  const id = newId("version");
  const version = { id, agentId, position: 1, label: "v1", content, publishedAt: new Date() };
  await db().agentVersion.create({ data: version });
  await db().agent.update({ where: { id: agentId }, data: { liveVersionId: id, lifecycleState: "live" } });
  return id;
}

/** An agent of the system; its id. */
export async function givenSystemAgent(): Promise<string> {
  const data = { id: newId("agent"), workspaceId: null, name: named("system"), hosting: "container" };
  return (await db().agent.create({ data })).id;
}
