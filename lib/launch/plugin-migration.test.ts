import { expect, test } from "vitest";
import { acrossMigration } from "@/lib/testing/across-migration";

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const before = `
  INSERT INTO "Workspace" ("id", "slug", "name") VALUES ('${uuid(9)}', 'ops', 'Ops');
  INSERT INTO "Persona" ("name", "prompt") VALUES ('Calm Operator', 'x'), ('Calm  operator', 'x'), ('…', 'x');
  INSERT INTO "MarketplacePlugin" ("id", "slug", "name", "version", "status", "sha256", "size", "content", "createdAt") VALUES
    ('${uuid(1)}', 'desk', 'Desk', '1.0.0', 'approved', 'a', 1, '{}', '2026-01-01'),
    ('${uuid(2)}', 'desk', 'Desk', '1.1.0', 'approved', 'b', 1, '{}', '2026-01-02'),
    ('${uuid(3)}', 'desk', 'Desk', '1.2.0', 'pending', 'c', 1, '{}', '2026-01-03'),
    ('${uuid(4)}', 'base', 'Base', '1.0.0', 'rejected', 'd', 1, '{}', '2026-01-04');
  INSERT INTO "PluginDependency" ("pluginId", "dependencyId") VALUES ('${uuid(2)}', '${uuid(4)}');
  INSERT INTO "WorkspaceEnabledPlugin" ("workspaceId", "pluginId") VALUES ('${uuid(9)}', '${uuid(1)}');`;

test("plugins of one row for each version become one plugin with its versions", async () => {
  await acrossMigration("_plugins", before, async (rows) => {
    expect(
      await rows(
        `SELECT "id", "slug", "enableCount", "approvedVersionId" AS a, "pendingVersionId" AS p FROM "MarketplacePlugin" ORDER BY "slug"`,
      ),
    ).toEqual([
      { id: uuid(4), slug: "base", enableCount: 0, a: null, p: null },
      { id: uuid(2), slug: "desk", enableCount: 1, a: uuid(2), p: uuid(3) },
    ]);
    expect(await rows(`SELECT "pluginId", "status" FROM "PluginVersion" ORDER BY "id"`)).toEqual([
      { pluginId: uuid(2), status: "replaced" },
      { pluginId: uuid(2), status: "approved" },
      { pluginId: uuid(2), status: "pending" },
      { pluginId: uuid(4), status: "rejected" },
    ]);
    expect(await rows(`SELECT "versionId", "slug" FROM "PluginDependency"`)).toEqual([
      { versionId: uuid(2), slug: "base" },
    ]);
    expect(await rows(`SELECT "pluginId" FROM "WorkspaceEnabledPlugin"`)).toEqual([{ pluginId: uuid(2) }]);
    expect(await rows(`SELECT "slug" FROM "Persona" ORDER BY "id"`)).toEqual([
      { slug: "calm-operator" },
      { slug: "calm-operator-persona-2" },
      { slug: "persona-3" },
    ]);
  });
});
