import type { Tx } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { connectionNamesIn, withConnectionNames } from "@/lib/domain/semantic-models/rules";
import { type AttachmentChange, compareSnapshots, type FieldChange } from "@/lib/domain/versions/compare-snapshots";
import { type Side, sideOf } from "@/lib/domain/versions/find-side";
import { type Mapping, mappingOf } from "@/lib/domain/versions/map-resources";
import { type AttachmentKind, attachmentKinds } from "@/lib/domain/versions/rules";
import { type Hunk, textHunks } from "@/lib/packages/diff-package";

type Thing = { id: string; name: string };
export type KindChanges = {
  added: Thing[];
  removed: Thing[];
  changed: (Thing & { hunks?: Hunk[] })[];
  mapped: { from: Thing; to: Thing }[];
};
export type ReleaseComparison = {
  from: Side;
  to: Side;
  identical: boolean;
  fields: FieldChange[];
  attachments: Record<AttachmentKind | "files", KindChanges>;
};

type Model = Thing & { semanticModel: unknown; connections: unknown };
type File = { path: string; sha256: string };
type Frozen = { models: Model[]; files: File[]; mapping: Mapping };

const nothing: Frozen = { models: [], files: [], mapping: mappingOf({}) };

function draftModels(db: Reader | Tx, agentId: string): Promise<Model[]> {
  return db.$queryRaw<Model[]>`SELECT m."id", m."name", m."semanticModel",
      coalesce((SELECT jsonb_object_agg(c."name", c."id") FROM "DataConnection" c
        WHERE c."workspaceId" = m."workspaceId" AND c."name" = ANY(m."connectionNames")), '{}') AS "connections"
    FROM "AgentSemanticDataModel" j JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
    WHERE j."agentId" = ${agentId}`;
}

/** Models, files and mapping of one side: of a version as it froze them, else of the working copy. */
async function frozenOf(db: Reader | Tx, agentId: string, side: Side, empty: boolean): Promise<Frozen> {
  if (empty) return nothing;
  if (side.id === null) {
    const files = await db.agentFile.findMany({ where: { agentId }, select: { path: true, sha256: true } });
    return { ...nothing, models: await draftModels(db, agentId), files };
  }
  const version = await db.agentVersion.findUniqueOrThrow({
    where: { id: side.id },
    include: { models: true, files: true },
  });
  const models = version.models.map(({ modelId: id, ...model }) => ({ ...model, id }));
  return { models, files: version.files, mapping: mappingOf(version) };
}

/** The pairs that a recorded mapping explains; they are no difference. */
function kindChanges(
  kind: AttachmentKind,
  change: AttachmentChange | undefined,
  from: Mapping,
  to: Mapping,
): KindChanges {
  const { added = [], removed = [], reordered = [] } = change ?? {};
  const pairsOf = ({ connections, mcpServers }: Mapping) =>
    kind === "dataConnections" ? connections : kind === "mcpServers" ? mcpServers : {};
  const [before, after] = [pairsOf(from), pairsOf(to)];
  const mapped = removed.flatMap((one) =>
    added
      .filter((other) => before[other.id] === one.id || after[one.id] === other.id)
      .map((other) => ({ from: one, to: other })),
  );
  const explained = new Set(mapped.flatMap((pair) => [pair.from.id, pair.to.id]));
  const open = (list: Thing[]) => list.filter(({ id }) => !explained.has(id));
  return { added: open(added), removed: open(removed), changed: reordered, mapped };
}

/** A model with ids of connections in the place of names, production ones in the place of test ones. */
function comparable({ semanticModel, connections }: Model, production: Record<string, string>): string {
  const ids = new Map(Object.entries(Object(connections) as Record<string, string>));
  const names = connectionNamesIn(semanticModel).map((name): [string, string] => {
    const id = ids.get(name) ?? name;
    return [name, production[id] ?? id];
  });
  return JSON.stringify(withConnectionNames(semanticModel, new Map(names)));
}

function changedModels(from: Frozen, to: Frozen): KindChanges["changed"] {
  const production = { ...from.mapping.connections, ...to.mapping.connections };
  return to.models.flatMap((model) => {
    const old = from.models.find(({ id }) => id === model.id);
    if (!old || comparable(old, production) === comparable(model, production)) return [];
    const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    const hunks = textHunks(text(old.semanticModel), text(model.semanticModel))?.hunks;
    return [{ id: model.id, name: model.name, ...(hunks ? { hunks } : {}) }];
  });
}

function fileChanges(from: File[], to: File[]): KindChanges {
  const [before, after] = [from, to].map((list) => new Map(list.map(({ path, sha256 }) => [path, sha256])));
  const thing = ({ path }: File) => ({ id: path, name: path.slice(path.lastIndexOf("/") + 1) });
  const added = to.filter(({ path }) => !before?.has(path)).map(thing);
  const removed = from.filter(({ path }) => !after?.has(path)).map(thing);
  const changed = to.filter(({ path, sha256 }) => before?.has(path) && before.get(path) !== sha256).map(thing);
  return { added, removed, changed, mapped: [] };
}

function attachmentChanges(changes: AttachmentChange[], from: Frozen, to: Frozen): ReleaseComparison["attachments"] {
  const of = (kind: AttachmentKind) =>
    kindChanges(
      kind,
      changes.find((one) => one.kind === kind),
      from.mapping,
      to.mapping,
    );
  return {
    mcpServers: of("mcpServers"),
    semanticDataModels: { ...of("semanticDataModels"), changed: changedModels(from, to) },
    dataConnections: of("dataConnections"),
    skills: of("skills"),
    tools: of("tools"),
    plugins: of("plugins"),
    files: fileChanges(from.files, to.files),
  };
}

const isEmpty = ({ added, removed, changed }: KindChanges) => added.length + removed.length + changed.length === 0;

/**
 * What changes from one release of an agent to another, frozen models and files included; pairs that a mapping explains
 * are no difference. Each side is `draft`, `live`, a label or an id. Throws `not_found`, `forbidden` for the draft.
 */
export const compareReleases = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef; from: string; to: string }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, refs): Promise<ReleaseComparison> => {
    const editor = may(ctx.actor, "agents.edit", target.subject);
    const { snapshot: before, ...from } = await sideOf(db, target, refs.from, editor);
    const { snapshot: after, ...to } = await sideOf(db, target, refs.to, editor);
    const [old, now] = [
      await frozenOf(db, target.id, from, before === null),
      await frozenOf(db, target.id, to, after === null),
    ];
    const { fields, attachments } = compareSnapshots(before, after ?? { content: {}, attachments: {} });
    const changes = attachmentChanges(attachments, old, now);
    const kinds = [...attachmentKinds, "files"] as const;
    const identical = fields.length === 0 && kinds.every((kind) => isEmpty(changes[kind]));
    return { from, to, identical, fields, attachments: changes };
  },
});
