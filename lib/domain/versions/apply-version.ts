import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { attachOnly, presentIds } from "@/lib/domain/versions/access";
import type { AttachmentKind, Snapshot, VersionAttachments } from "@/lib/domain/versions/rules";

type Missing = { id: string; called: string };
const MOST_NAMED = 5;

const words: Readonly<Record<AttachmentKind, string>> = {
  tools: "tool",
  skills: "skill",
  mcpServers: "MCP server",
  semanticDataModels: "semantic data model",
  dataConnections: "data connection",
  plugins: "plugin",
};

const listed = (attachments: VersionAttachments) =>
  Object.entries(attachments) as [AttachmentKind, { id: string; name: string }[]][];

async function missingOf(tx: Tx, { content, attachments }: Snapshot): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const [kind, list] of listed(attachments)) {
    const present = await presentIds(
      tx,
      kind,
      list.map(({ id }) => id),
    );
    const gone = list.filter(({ id }) => !present.has(id));
    missing.push(...gone.map(({ id, name }) => ({ id, called: `${words[kind]} '${name}'` })));
  }
  const schemas = [content.inputSchemaId, content.outputSchemaId].filter((id) => typeof id === "string");
  const there = await tx.jsonSchema.findMany({ where: { id: { in: schemas } }, select: { id: true } });
  const known = new Set(there.map(({ id }) => id));
  const { personaId } = content;
  if (typeof personaId === "number" && (await tx.persona.count({ where: { id: personaId } })) === 0) {
    missing.push({ id: String(personaId), called: `persona ${personaId}` });
  }
  return [...missing, ...schemas.filter((id) => !known.has(id)).map((id) => ({ id, called: `schema '${id}'` }))];
}

/** Names what was deleted, as far as it can be said in one sentence, and the way out. */
function resourceMissing(label: string, missing: readonly Missing[]): DomainError {
  const names = missing.slice(0, MOST_NAMED).map(({ called }) => called);
  const more = missing.length > names.length ? [`${missing.length - names.length} more`] : [];
  const all = [...names, ...more].join(", ");
  const one = missing.length === 1;
  const message = `${label} uses ${all}, which ${one ? "was" : "were"} deleted. Send "dropMissing": true to go without ${one ? "it" : "them"}`;
  return new DomainError("resource_missing", message);
}

/**
 * What can still be had of a version: without the resources that are gone, where `dropMissing` allows that; throws
 * `resource_missing` otherwise.
 */
export async function obtainable(tx: Tx, label: string, snapshot: Snapshot, dropMissing: boolean): Promise<Snapshot> {
  const missing = await missingOf(tx, snapshot);
  if (missing.length === 0) return snapshot;
  if (!dropMissing) throw resourceMissing(label, missing);
  const gone = new Set(missing.map(({ id }) => id));
  const kept = (id: string | null | undefined) => (typeof id === "string" && gone.has(id) ? null : id);
  const { inputSchemaId, outputSchemaId, personaId, ...rest } = snapshot.content;
  const references = {
    ...(inputSchemaId === undefined ? {} : { inputSchemaId: kept(inputSchemaId) }),
    ...(outputSchemaId === undefined ? {} : { outputSchemaId: kept(outputSchemaId) }),
    ...(personaId === undefined ? {} : { personaId: gone.has(String(personaId)) ? null : personaId }),
  };
  const attachments = listed(snapshot.attachments).map(([kind, list]) => [
    kind,
    list.filter(({ id }) => !gone.has(id)),
  ]);
  return { content: { ...rest, ...references }, attachments: Object.fromEntries(attachments) };
}

/** The working copy takes what a version says; what the version says nothing of stays. */
export async function applySnapshot(tx: Tx, agentId: string, { content, attachments }: Snapshot): Promise<void> {
  await tx.agent.update({ where: { id: agentId }, data: content });
  for (const [kind, list] of listed(attachments)) {
    await attachOnly(
      tx,
      kind,
      agentId,
      list.map(({ id }) => id),
    );
  }
}
