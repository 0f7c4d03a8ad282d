import { db } from "@/lib/db";
import { type InstanceSettings, settingsFrom } from "@/lib/domain/instance/rules";
import { query } from "@/lib/domain/query";

export type InstanceFacts = {
  name: string;
  databaseVersion: string;
  databaseBytes: number;
  isolation: string | null;
  driver: string | null;
  supervisors: number;
  blobBytes: number;
  settings: InstanceSettings;
};
type Row = Omit<InstanceFacts, "settings"> & { settings: Partial<InstanceSettings> };

/** The deployment itself. */
export const getInstance = query({
  permission: "instance.administer",
  target: () => ({ subject: { workspaceId: null } }),
  run: async ({ db: reader }, _input: null): Promise<InstanceFacts> => {
    const [row] = await reader.$queryRaw<Row[]>`
      SELECT i."name", current_setting('server_version') AS "databaseVersion",
        pg_database_size(current_database())::float8 AS "databaseBytes",
        (SELECT s."isolation" FROM "Supervisor" s ORDER BY s."lastSeenAt" DESC LIMIT 1) AS "isolation",
        (SELECT s."driver" FROM "Supervisor" s ORDER BY s."lastSeenAt" DESC LIMIT 1) AS "driver",
        (SELECT count(*)::int FROM "Supervisor" s WHERE s."lastSeenAt" > now() - interval '15 seconds') AS "supervisors",
        (SELECT coalesce(sum(b."size"), 0)::float8 FROM (SELECT DISTINCT "sha256", "size" FROM "Package") b) AS "blobBytes",
        i."settings"
      FROM "Instance" i`;
    if (!row) throw new Error("the instance has one row");
    return { ...row, settings: settingsFrom(row.settings) };
  },
});

/** Images that agents' containers may be made of; empty: whatever the machine's own setting names. */
export async function allowedImages(): Promise<string[]> {
  const [row] = await db().$queryRaw<{ settings: Partial<InstanceSettings> }[]>`SELECT "settings" FROM "Instance"`;
  return settingsFrom(row?.settings ?? {}).allowedImages;
}

/** Whether the API documents are shown to everybody. */
export async function areDocsPublic(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ open: boolean }[]>`
    SELECT coalesce(("settings"->>'docsPublic')::boolean, FALSE) AS "open" FROM "Instance"`;
  return row?.open ?? false;
}
