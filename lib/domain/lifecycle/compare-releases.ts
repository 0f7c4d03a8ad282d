import type { Tx } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { type ChangedFile, type ContentFile, compareFiles } from "@/lib/domain/lifecycle/compare-files";
import { query, type Reader } from "@/lib/domain/query";
import { connectionNamesIn, withConnectionNames } from "@/lib/domain/semantic-models/rules";
import { type AttachmentChange, compareSnapshots, type FieldChange } from "@/lib/domain/versions/compare-snapshots";
import { type Read, readSides, type Side } from "@/lib/domain/versions/find-side";
import { draftModels, type FrozenModel } from "@/lib/domain/versions/freeze-parts";
import type { Mapping } from "@/lib/domain/versions/map-resources";
import { withTestAgain } from "@/lib/domain/versions/match-draft";
import { type AttachmentKind, attachmentKinds } from "@/lib/domain/versions/rules";
import { textHunks } from "@/lib/packages/diff-package";

type Thing = { id: string; name: string };
export type KindChanges = {
  added: Thing[];
  removed: Thing[];
  changed: (Thing & Pick<ChangedFile, "hunks" | "unshown">)[];
  mapped: { from: Thing; to: Thing }[];
};
export type ReleaseComparison = {
  from: Side;
  to: Side;
  identical: boolean;
  fields: FieldChange[];
  attachments: Record<AttachmentKind | "files", KindChanges>;
};

type Frozen = { models: FrozenModel[]; files: ContentFile[] };

const nothing: Frozen = { models: [], files: [] };

/** Models and files of one side: of a version as it froze them, else of the working copy. */
async function frozenOf(db: Reader | Tx, agentId: string, { side, snapshot }: Read): Promise<Frozen> {
  if (snapshot === null) return nothing;
  if (side.id === null) {
    const files = await db.agentFile.findMany({ where: { agentId }, select: { path: true, size: true, sha256: true } });
    return { models: await draftModels(db, agentId), files };
  }
  const version = await db.agentVersion.findUniqueOrThrow({
    where: { id: side.id },
    include: { models: true, files: true },
  });
  const models = version.models.map(({ modelId: id, ...model }) => ({ ...model, id }));
  return { models, files: version.files };
}

const listOf = ({ snapshot }: Read, kind: AttachmentKind): Thing[] => snapshot?.attachments[kind] ?? [];

function pairsOf(kind: AttachmentKind, { connections, mcpServers }: Mapping): Record<string, string> {
  return kind === "dataConnections" ? connections : kind === "mcpServers" ? mcpServers : {};
}

const isDraft = ({ side, snapshot }: Read) => side.id === null && snapshot !== null;

/** A version as the draft holds it, where it is compared with one. */
async function comparedWith(db: Reader, read: Read, other: Read): Promise<Read> {
  if (read.snapshot === null || !isDraft(other)) return read;
  return { ...read, snapshot: await withTestAgain(db, read.snapshot, read.mapping) };
}

/** What was added and removed; pairs that a mapping explains stand apart. In a draft they are no change to begin with. */
function kindChanges(kind: AttachmentKind, change: AttachmentChange | undefined, from: Read, to: Read): KindChanges {
  const { added = [], removed = [], reordered = [] } = change ?? {};
  const [before, after] = [pairsOf(kind, from.mapping), pairsOf(kind, to.mapping)];
  const drafted = isDraft(from) || isDraft(to);
  const [old, now] = drafted ? [listOf(from, kind), listOf(to, kind)] : [removed, added];
  const mapped = old.flatMap((one) =>
    now
      .filter((other) => one.id !== other.id && (before[other.id] === one.id || after[one.id] === other.id))
      .map((other) => ({ from: one, to: other })),
  );
  const explained = new Set(drafted ? [] : mapped.flatMap((pair) => [pair.from.id, pair.to.id]));
  const open = (list: Thing[]) => list.filter(({ id }) => !explained.has(id));
  return { added: open(added), removed: open(removed), changed: reordered, mapped };
}

/** A model with ids of connections in the place of names, production ones in the place of test ones. */
function comparable({ semanticModel, connections }: FrozenModel, production: Record<string, string>): string {
  const ids = new Map(Object.entries(Object(connections) as Record<string, string>));
  const names = connectionNamesIn(semanticModel).map((name): [string, string] => {
    const id = ids.get(name) ?? name;
    return [name, production[id] ?? id];
  });
  return JSON.stringify(withConnectionNames(semanticModel, new Map(names)));
}

function changedModels(from: Frozen, to: Frozen, mappings: Mapping[]): KindChanges["changed"] {
  const production = Object.assign({}, ...mappings.map(({ connections }) => connections));
  return to.models.flatMap((model) => {
    const old = from.models.find(({ id }) => id === model.id);
    if (!old || comparable(old, production) === comparable(model, production)) return [];
    const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    const hunks = textHunks(text(old.semanticModel), text(model.semanticModel))?.hunks;
    return [{ id: model.id, name: model.name, ...(hunks ? { hunks } : {}) }];
  });
}

const isEmpty = ({ added, removed, changed }: KindChanges) => added.length + removed.length + changed.length === 0;

async function attachmentChanges(db: Reader, agentId: string, from: Read, to: Read, changes: AttachmentChange[]) {
  const [old, now] = [await frozenOf(db, agentId, from), await frozenOf(db, agentId, to)];
  const of = (kind: AttachmentKind) =>
    kindChanges(
      kind,
      changes.find((one) => one.kind === kind),
      from,
      to,
    );
  return {
    mcpServers: of("mcpServers"),
    semanticDataModels: { ...of("semanticDataModels"), changed: changedModels(old, now, [from.mapping, to.mapping]) },
    dataConnections: of("dataConnections"),
    skills: of("skills"),
    tools: of("tools"),
    plugins: of("plugins"),
    files: await compareFiles(old.files, now.files),
  };
}

/**
 * What changes from one release of an agent to another, frozen models and files included; pairs that a mapping explains
 * are no difference. Each side is `draft`, `live`, a label or an id. Throws `not_found`, `forbidden` for the draft.
 */
export const compareReleases = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef; from: string; to: string }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, refs): Promise<ReleaseComparison> => {
    const [from, to] = await readSides(db, ctx, target, [refs.from, refs.to] as const);
    const [before, after] = [await comparedWith(db, from, to), await comparedWith(db, to, from)];
    const changes = compareSnapshots(before.snapshot, after.snapshot ?? { content: {}, attachments: {} });
    const attachments = await attachmentChanges(db, target.id, from, to, changes.attachments);
    const kinds = [...attachmentKinds, "files"] as const;
    const identical = changes.fields.length === 0 && kinds.every((kind) => isEmpty(attachments[kind]));
    return { from: from.side, to: to.side, identical, fields: changes.fields, attachments };
  },
});
