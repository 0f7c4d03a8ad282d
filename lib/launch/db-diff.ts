import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTestServer } from "@/lib/testing/database-server";
import { diffSchemas, readSchema, type SchemaFile } from "./schema-diff";

// npm run db:diff -- <name>      writes prisma/migrations/<time>_<name>/migration.sql
// npm run db:diff -- --snapshot  notes the present schema beside the newest migration, after that was completed by hand
const MIGRATIONS = "prisma/migrations";
const SNAPSHOT = "schema.prisma";

const names = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** The schema that the existing migrations lead to, as the newest snapshot says. */
function migratedSchema(): SchemaFile[] {
  const newest = names.findLast((name) => existsSync(join(MIGRATIONS, name, SNAPSHOT)));
  if (newest) return [{ path: SNAPSHOT, content: readFileSync(join(MIGRATIONS, newest, SNAPSHOT), "utf8") }];
  if (names.length === 0) return [];
  console.error(
    "No migration has a schema snapshot yet. If the schema and the migrations agree, run: npm run db:diff -- --snapshot",
  );
  process.exit(1);
}

function writeSnapshot(name: string): void {
  const text = readSchema("prisma/schema").map((file) => file.content.trim());
  writeFileSync(join(MIGRATIONS, name, SNAPSHOT), `${text.join("\n\n")}\n`);
}

const argument = process.argv[2];
const newest = names.at(-1);
if (argument === "--snapshot" && newest) {
  writeSnapshot(newest);
  console.log(`Wrote ${join(MIGRATIONS, newest, SNAPSHOT)}.`);
} else {
  const from = migratedSchema();
  const { server, stop } = await startTestServer();
  const sql = await diffSchemas(from, readSchema("prisma/schema"), server.url("postgres")).finally(stop);
  if (sql.includes("This is an empty migration")) {
    console.log("The schema and the migrations agree; nothing to write.");
  } else {
    const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const name = `${time}_${(argument ?? "change").replace(/\W+/g, "_")}`;
    mkdirSync(join(MIGRATIONS, name));
    writeFileSync(join(MIGRATIONS, name, "migration.sql"), sql);
    writeSnapshot(name);
    console.log(
      `Wrote ${join(MIGRATIONS, name, "migration.sql")}. Read it, add by hand what the schema language lacks, and apply it: npm run db:migrate`,
    );
  }
}
process.exit(0);
