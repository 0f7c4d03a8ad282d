import { expect } from "vitest";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { listAttached } from "@/lib/domain/assignments/list-attached";
import { DomainError } from "@/lib/domain/faults";
import { compareReleases } from "@/lib/domain/lifecycle/compare-releases";
import { getLifecycleState, getReleaseAgent } from "@/lib/domain/lifecycle/queries";
import { listReleaseVersions } from "@/lib/domain/lifecycle/release-versions";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import { snapshotOf } from "@/lib/domain/versions/access";
import { mappingOf } from "@/lib/domain/versions/map-resources";
import { draftDiffers, labelAt, people, type ReleaseModel, shownTo, type Who } from "./release-model";
import { called, type ReleaseWorld } from "./release-world";

const listServers = listAttached("mcpServers", mcpServerKind);
const LIMIT = 100;

async function seenBy(world: ReleaseWorld, who: Who) {
  const [ctx, agent] = [world.callers[who], byId(world.agentId)];
  const absent = (error: unknown) => {
    if (error instanceof DomainError && error.fault === "not_found") return null;
    throw error;
  };
  const found = await getReleaseAgent(ctx, { agent }).catch(absent);
  if (!found) return null;
  const { data } = await listServers(ctx, { agent, limit: LIMIT });
  const { name, description, instructions: text, state, liveLabel: label, rev } = found;
  return { name, description, text, servers: data.map(({ id }) => called(world, id)).sort(), state, label, rev };
}

/** What everybody sees is what the model says that they see. */
export async function compareViews(model: ReleaseModel, world: ReleaseWorld): Promise<void> {
  const seen = await Promise.all(people.map(async (who) => [who, await seenBy(world, who)]));
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(people.map((who) => [who, shownTo(model, who)])));
}

function versionsOf({ versions }: ReleaseModel) {
  return versions.map(({ description, text, servers, mapping, published }, place) => ({
    label: labelAt(place),
    position: place + 1,
    published,
    content: { description, instructions: text },
    servers,
    mapping,
  }));
}

async function versionsHere(world: ReleaseWorld) {
  const where = { agentId: world.agentId };
  const rows = await db().agentVersion.findMany({ where, orderBy: { position: "asc" } });
  return rows.map((row) => {
    const { content, attachments } = snapshotOf(row);
    const { description, instructions } = content;
    const pairs = Object.entries(mappingOf(row).mcpServers).map((pair) => pair.map((id) => called(world, id)));
    return {
      label: row.label,
      position: row.position,
      published: row.publishedAt !== null,
      content: { description, instructions },
      servers: (attachments.mcpServers ?? []).map(({ id }) => called(world, id)),
      mapping: Object.fromEntries(pairs),
    };
  });
}

/** What is told of a living agent's releases: who sees which versions, whether there is a draft, whether it differs. */
async function compareTellings(model: ReleaseModel, world: ReleaseWorld): Promise<void> {
  const agent = byId(world.agentId);
  for (const who of people) {
    const { data } = await listReleaseVersions(world.callers[who], { agent, limit: LIMIT });
    const visible = model.versions.flatMap(({ published }, place) =>
      published || who !== "reader" ? [labelAt(place)] : [],
    );
    expect([who, data.map(({ label }) => label)]).toEqual([who, visible.reverse()]);
    const { state, hasDraft } = await getLifecycleState(world.callers[who], { agent });
    expect([who, state, hasDraft]).toEqual([who, shownTo(model, who)?.state, state === "draft"]);
  }
  const { identical } = await compareReleases(world.callers.owner, { agent, from: "live", to: "draft" });
  const nothing = model.live === null && !model.description && !model.text && model.servers.length === 0;
  expect(identical).toBe(nothing || model.state === "live" || !draftDiffers(model));
}

/** The whole history is what the model says, without gap, and each change left one audit row. */
export async function compareHistory(model: ReleaseModel, world: ReleaseWorld): Promise<void> {
  expect(await versionsHere(world)).toEqual(versionsOf(model));
  const succeeded = { targetId: world.agentId, outcome: "success" };
  expect(await db().auditEvent.count({ where: succeeded })).toBe(model.audited);
  if (!model.deleted) await compareTellings(model, world);
}
