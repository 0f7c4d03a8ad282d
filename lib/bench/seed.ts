import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { newId } from "@/lib/domain/ids";

/** `inbox` is a second workspace: submissions go there, so that the list stays as long as it was. */
export type Place = { workspaceId: string; adminId: string; inbox: string };

/** The admin that the product made from its settings, the workspace, and a second one made here. */
export async function findPlace(client: Client): Promise<Place> {
  const { rows } = await client.query<Omit<Place, "inbox">>(
    'SELECT m."workspaceId"::text AS "workspaceId", m."userId" AS "adminId" FROM "Membership" m LIMIT 1',
  );
  if (!rows[0]) throw new Error("The product has no workspace");
  const inbox = randomUUID();
  await client.query(`INSERT INTO "Workspace" ("id", "slug", "name") VALUES ($1, 'inbox', 'Inbox')`, [inbox]);
  return { ...rows[0], inbox };
}

/** Developers of both workspaces with the admin's password: what they submit waits for review, so nothing is loaded. */
export async function seedDevelopers(client: Client, place: Place, emails: string[]): Promise<void> {
  for (const email of emails) {
    const id = newId("user");
    await client.query(
      `INSERT INTO "User" ("id", "email", "name", "passwordHash", "defaultWorkspaceId")
       SELECT $1, $2, $2, "passwordHash", $3 FROM "User" WHERE "id" = $4`,
      [id, email, place.workspaceId, place.adminId],
    );
    await client.query(
      `INSERT INTO "Membership" ("workspaceId", "userId", "role")
       SELECT unnest($1::uuid[]), $2, 'developer'`,
      [[place.workspaceId, place.inbox], id],
    );
  }
}

const id = (kind: string) => `'${kind}_' || substr(md5('${kind}' || i), 1, 26)`;

/** Half container agents, half with a package; a third is owned by nobody, a tenth has ended with an error. */
const agents = `
  INSERT INTO "Agent" ("id", "workspaceId", "name", "description", "hosting", "ownerId", "createdById", "reviewStatus", "createdAt")
  SELECT ${id("agt")}, $1, 'agent-' || i || '-' || substr(md5(i::text), 1, 6), 'Reads the reports of department ' || i % 97 || ' and answers questions about them',
    CASE WHEN i % 2 = 0 THEN 'integrated' ELSE 'container' END, CASE WHEN i % 3 > 0 THEN $2 END, $2,
    (ARRAY['ACTIVE', 'ACTIVE', 'ACTIVE', 'PENDING', 'REJECTED', 'DISABLED'])[1 + i % 6], now() - make_interval(mins => i)
  FROM generate_series($3::int, $4::int) i`;

const packages = `
  INSERT INTO "Package" ("id", "agentId", "workspaceId", "name", "version", "versionKey", "sha256", "size", "unpackedBytes",
    "manifest", "files", "findings", "findingCounts", "root", "status", "submittedById", "installState", "installError")
  SELECT ${id("pkg")}, ${id("agt")}, $1, 'agent-' || i, '1.' || i % 7 || '.0', '1', encode(sha256(i::text::bytea), 'hex'), 40000, 90000,
    '{"description": "Reads reports"}', '[]', '[]', '{}', '', (ARRAY['approved', 'pending', 'declined'])[1 + i % 3], $2,
    CASE WHEN i % 3 = 0 THEN 'loaded' END, CASE WHEN i % 30 = 0 THEN 'No module named reports' END
  FROM generate_series($3::int, $4::int) i WHERE i % 2 = 0`;

const runtimes = `
  INSERT INTO "Runtime" ("agentId", "driver", "observedState", "isolation", "error", "startedAt")
  SELECT ${id("agt")}, CASE WHEN i % 2 = 0 THEN 'loader' ELSE 'docker' END,
    CASE WHEN i % 10 = 0 THEN 'exited' WHEN i % 2 = 1 THEN 'running' ELSE 'stopped' END,
    CASE WHEN i % 2 = 0 THEN 'bubblewrap' ELSE 'docker' END, CASE WHEN i % 10 = 0 THEN 'Ended with exit code 1' END,
    CASE WHEN i % 2 = 1 THEN now() END
  FROM generate_series($1::int, $2::int) i`;

const tags = `
  INSERT INTO "AgentTag" ("agentId", "name")
  SELECT ${id("agt")}, tag FROM generate_series($1::int, $2::int) i, unnest(ARRAY['finance', 'nightly']) tag WHERE i % 4 = 0`;

/** Agents number `from` to `to` of a plausible mix in the workspace, by SQL; older ones have higher numbers. */
export async function seedAgents(client: Client, place: Place, from: number, to: number): Promise<void> {
  const all = [place.workspaceId, place.adminId, from, to];
  await client.query(agents, all);
  await client.query(packages, all);
  await client.query(runtimes, [from, to]);
  await client.query(tags, [from, to]);
  await client.query(
    `UPDATE "Agent" a SET "newestPackageId" = p."id" FROM "Package" p
     WHERE p."agentId" = a."id" AND a."newestPackageId" IS NULL`,
  );
  await client.query("VACUUM ANALYZE");
}
