import {
  type AttachmentKind,
  attachmentKinds,
  type Snapshot,
  type VersionAttachments,
  type VersionContent,
} from "@/lib/domain/versions/rules";
import { type Hunk, textHunks } from "@/lib/packages/diff-package";

export type FieldChange = {
  field: keyof VersionContent;
  change: "added" | "removed" | "changed";
  before: unknown;
  after: unknown;
  /** Of texts: the changed lines with three around them; null where they differ too much to be compared. */
  hunks?: Hunk[] | null;
};
type Attached = { id: string; name: string };
export type AttachmentChange = { kind: AttachmentKind; added: Attached[]; removed: Attached[]; reordered: Attached[] };
export type Comparison = { identical: boolean; fields: FieldChange[]; attachments: AttachmentChange[] };

const texts: ReadonlySet<string> = new Set(["description", "instructions", "customPersonaPrompt"]);

/** Nothing was said where the text is empty, the list or object has no entry or the choice was not made. */
function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false && !isEmpty(value);
}

const isEmpty = (value: unknown) => typeof value === "object" && value !== null && Object.keys(value).length === 0;

const asText = (value: unknown) => (typeof value === "string" ? value : "");

function fieldChange(field: keyof VersionContent, before: unknown, after: unknown): FieldChange[] {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return [];
  if (!isSaid(before) && !isSaid(after)) return [];
  const change = isSaid(before) ? (isSaid(after) ? "changed" : "removed") : "added";
  const plain = { field, change, before: before ?? null, after: after ?? null } as const;
  if (!texts.has(field)) return [plain];
  return [{ ...plain, hunks: textHunks(asText(before), asText(after))?.hunks ?? null }];
}

function attachmentChange(kind: AttachmentKind, from: VersionAttachments, to: VersionAttachments): AttachmentChange[] {
  const [before, after] = [from[kind] ?? [], to[kind] ?? []];
  const [had, has] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const added = after.filter(({ id }) => !had.has(id));
  const removed = before.filter(({ id }) => !has.has(id));
  // Plugins are asked in their order; of the other kinds the order says nothing.
  const [old, now] = [before.filter(({ id }) => has.has(id)), after.filter(({ id }) => had.has(id))];
  const reordered = kind === "plugins" ? now.filter(({ id }, place) => old[place]?.id !== id) : [];
  return added.length + removed.length + reordered.length === 0 ? [] : [{ kind, added, removed, reordered }];
}

/** What changes from one content of an agent to another; what is equal is left out. Without a `from`, everything is added. */
export function compareSnapshots(from: Snapshot | null, to: Snapshot): Comparison {
  const [before, after] = [from?.content ?? {}, to.content];
  const names = Object.keys({ ...before, ...after }) as (keyof VersionContent)[];
  const fields = names.flatMap((name) => fieldChange(name, before[name], after[name]));
  const attachments = attachmentKinds.flatMap((kind) =>
    attachmentChange(kind, from?.attachments ?? {}, to.attachments),
  );
  return { identical: fields.length + attachments.length === 0, fields, attachments };
}
