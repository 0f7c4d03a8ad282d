import type { Tx } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";
import { presentIds, snapshotDraft, snapshotOf, type VersionRow } from "@/lib/domain/versions/access";
import { applySnapshot } from "@/lib/domain/versions/apply-version";
import { filesDiffer, thawFiles } from "@/lib/domain/versions/freeze-parts";
import { type Mapping, mappingOf, withTest } from "@/lib/domain/versions/map-resources";
import { differs, type Snapshot } from "@/lib/domain/versions/rules";

type Version = Pick<VersionRow, "id" | "content" | "attachments" | "mapping">;

const saysAttached = ({ attachments }: Snapshot) => Object.keys(attachments).length > 0;

/** A published snapshot with those of its test resources again that are still there. */
export async function withTestAgain(db: Reader | Tx, snapshot: Snapshot, mapping: Mapping): Promise<Snapshot> {
  const connections = await presentIds(db, "dataConnections", Object.keys(mapping.connections));
  const servers = await presentIds(db, "mcpServers", Object.keys(mapping.mcpServers));
  return withTest(snapshot, mapping, new Map([...connections, ...servers]));
}

/** What the working copy holds of a version: the test resources in the place of those that the version was published with. */
export async function inDraft(db: Reader | Tx, version: Pick<Version, "mapping">, snapshot: Snapshot) {
  return withTestAgain(db, snapshot, mappingOf(version));
}

/** Whether an agent's working copy is anything else than a version, its test resources and files included. */
export async function draftDiffers(tx: Tx, agentId: string, version: Version, as?: Snapshot): Promise<boolean> {
  const working = as ?? (await inDraft(tx, version, snapshotOf(version)));
  if (differs(await snapshotDraft(tx, agentId), working)) return true;
  return saysAttached(snapshotOf(version)) && filesDiffer(tx, agentId, version.id);
}

/** The working copy takes what a version says, with its files and its test resources. */
export async function takeAsDraft(tx: Tx, agentId: string, version: Version, snapshot: Snapshot): Promise<void> {
  await applySnapshot(tx, agentId, await inDraft(tx, version, snapshot));
  if (saysAttached(snapshotOf(version))) await thawFiles(tx, agentId, version.id);
}
