import { z } from "zod";

/** What a version freezes of an agent. Of a package's version these are the package's fields alone. */
export const versionContent = z
  .object({
    description: z.string(),
    instructions: z.string(),
    models: z.array(z.string()),
    temperature: z.number().nullable(),
    modelSettings: z.record(z.string(), z.json()),
    architectureName: z.string().nullable(),
    architectureVersion: z.string().nullable(),
    inputSchemaId: z.string().nullable(),
    outputSchemaId: z.string().nullable(),
    personaId: z.number().int().nullable(),
    useCustomPersona: z.boolean(),
    customPersonaPrompt: z.string().nullable(),
    specFields: z.record(z.string(), z.json()),
  })
  .partial();
export type VersionContent = z.output<typeof versionContent>;

export const attachmentKinds = [
  "tools",
  "skills",
  "mcpServers",
  "semanticDataModels",
  "dataConnections",
  "plugins",
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

const attached = z.array(z.object({ id: z.string(), name: z.string() }));
/** What was attached, in its order; a kind that is absent says nothing of it. */
export const versionAttachments = z.partialRecord(z.enum(attachmentKinds), attached);
export type VersionAttachments = z.output<typeof versionAttachments>;

export type Snapshot = { content: VersionContent; attachments: VersionAttachments };

/** Whether the draft says anything else than a version does about what the version speaks of. Of plugins the order counts. */
export function differs(draft: Snapshot, version: Snapshot): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const contents = Object.entries(version.content) as [keyof VersionContent, unknown][];
  const attachments = Object.entries(version.attachments) as [AttachmentKind, { id: string }[]][];
  const ids = (kind: AttachmentKind, list: readonly { id: string }[] = []) => {
    const listed = list.map(({ id }) => id);
    return kind === "plugins" ? listed : listed.sort();
  };
  return (
    contents.some(([key, value]) => !same(draft.content[key], value)) ||
    attachments.some(([kind, list]) => !same(ids(kind, draft.attachments[kind]), ids(kind, list)))
  );
}

/** The label of the version at a position. */
export function labelAt(position: number): string {
  return `v${position}`;
}

/** Why a text cannot be the name of the next version, which stands at `position`; null when it can. */
export function labelProblem(label: string, position: number): string | null {
  if (label === "draft" || label === "live") return "is reserved";
  if (/^v\d+$/.test(label) && label !== labelAt(position)) return `must be ${labelAt(position)} or no number at all`;
  return null;
}
