import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { given, type Person, type Place } from "@/lib/testing/given";

type Fields = NonNullable<Parameters<ReturnType<typeof db>["agent"]["create"]>[0]>["data"];
type Made = { id: string; number: number; name: string };

/** An agent with any column set; of the place, or a system agent where it is null. */
export async function givenRow(place: Place | null, fields: Partial<Fields> & { name: string }): Promise<Made> {
  const data = { id: newId("agent"), workspaceId: place?.id ?? null, hosting: "container", ...fields };
  return db().agent.create({ data: data as Fields, select: { id: true, number: true, name: true } });
}

/** A published version beside a draft that goes on: what people who may not edit the agent are shown. */
export async function givenPublished(
  agentId: string,
  content: { description?: string; attachments?: Record<string, unknown>; createdAt?: Date } = {},
): Promise<string> {
  const { attachments = {}, createdAt, ...rest } = content;
  const id = newId("version");
  const at = createdAt ? { createdAt } : {};
  await db().agentVersion.create({
    data: {
      id,
      agentId,
      position: 1,
      label: "v1",
      content: rest,
      attachments: { ...attachments } as object,
      publishedAt: new Date(),
      ...at,
    },
  });
  await db().agent.update({ where: { id: agentId }, data: { liveVersionId: id } });
  return id;
}

/** An integration of one place installed in another, bringing the agents. */
export async function givenInstall(from: Place, into: Place, agentIds: string[], name = "Pack"): Promise<string> {
  const integrationId = newId("integration");
  await db().integration.create({ data: { id: integrationId, workspaceId: from.id, name } });
  const installId = `igi_${integrationId.slice(4)}`;
  await db().integrationInstall.create({ data: { id: installId, integrationId, workspaceId: into.id } });
  const member = (agentId: string, i: number) => ({
    id: `igm_${i}_${integrationId.slice(4)}`,
    integrationId,
    installId,
    kind: "agent",
    agentId,
    targetId: agentId,
  });
  await db().integrationMember.createMany({ data: agentIds.map(member) });
  return installId;
}

const time = (text: string) => new Date(text);

/** Ten agents that the examples of the contract's section 7 tell apart, seen by the owner of their workspace. */
export async function givenExamples(): Promise<{
  owner: Person;
  ann: Person;
  finance: Place;
  ids: Map<string, string>;
}> {
  const { workspace: finance, owner } = await given.workspace({ slug: "finance", name: "Finance" });
  const ann = await given.member(finance, { name: "Ann Example" });
  const by = { createdById: owner.id, ownerId: owner.id };
  const old = { ...by, createdAt: time("2026-05-01T00:00:00Z") };
  const tool = { id: newId("tool"), workspaceId: finance.id, name: "currency-rates" };
  await db().tool.create({ data: tool });
  const servers = ["streamable-http", "stdio"].map((transport) => ({
    id: newId("mcpServer"),
    workspaceId: finance.id,
    name: transport,
    transport,
  }));
  await db().mcpServer.createMany({ data: servers });
  const [remote = "", local = ""] = servers.map((server) => server.id);
  const rows = [
    await givenRow(finance, {
      ...by,
      name: "billing",
      description: "Forensic expense analyst.",
      createdAt: time("2026-07-03T12:12:54.082Z"),
      runtimeUserId: ann.id,
    }),
    await givenRow(finance, { ...old, name: "BILL 100%_ off", runtimeUserId: owner.id }),
    await givenRow(finance, { ...old, name: "Invoice Robot", tools: { create: { toolId: tool.id } } }),
    await givenRow(finance, {
      ...old,
      name: "mail-test",
      mcpServers: { create: [{ mcpServerId: remote }, { mcpServerId: local }] },
    }),
    await givenRow(finance, {
      ...old,
      name: "tagged",
      tags: { create: [{ name: "test" }, { name: "prod" }] },
      mcpServers: { create: { mcpServerId: remote } },
    }),
    await givenRow(finance, { ...old, name: "published", lifecycleState: "draft" }),
    await givenRow(finance, {
      name: "by-ann",
      createdById: ann.id,
      ownerId: ann.id,
      createdAt: time("2026-05-01T00:00:00Z"),
    }),
    await givenRow(finance, { ...old, name: "scout", deletedAt: time("2026-06-01T00:00:00Z"), retentionTier: "short" }),
    await givenRow(finance, { ...old, name: "gone", deletedAt: time("2026-06-02T00:00:00Z"), retentionTier: "medium" }),
    await givenRow(null, { name: "scout", createdAt: time("2026-05-01T00:00:00Z") }),
  ];
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  await givenPublished(ids.get("published") ?? "", { createdAt: time("2026-08-01T00:00:00Z") });
  return { owner, ann, finance, ids };
}
