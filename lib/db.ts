import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@/generated/prisma/client";
import { settings } from "@/lib/env";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
export const sql = Prisma.sql;
export type Sql = Prisma.Sql;

/** A statement may run this long, ms; below the transaction's own limit, so that the database gives up first. */
const STATEMENT_TIMEOUT = 5_000;
export const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 10_000 } as const;

/** A process names so many texts at most: some texts vary with what they are asked for, and each connection keeps them all. */
const MOST_STATEMENTS = 300;
const statementNames = new Map<string, string>();

const ANEW = "/* planned anew */";

/**
 * A statement that keeps no name and no plan: for texts that people shape, such as filters. Their best plan depends on the
 * values, and their texts would use up the names.
 */
export function plannedAnew(statement: Sql): Sql {
  return sql`${Prisma.raw(ANEW)} ${statement}`;
}

/** A statement that has a name is parsed and planned once for each connection, not at every use; "" gives none. */
function statementName({ sql: text }: { sql: string }): string {
  if (text.startsWith(ANEW)) return "";
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= MOST_STATEMENTS) return known ?? "";
  const name = `muster_${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

const clients = globalThis as typeof globalThis & { musterDb?: PrismaClient };

/** The address of the database of this process. Throws when no launcher and no setting gave one. */
export function databaseUrl(): string {
  const url = settings().DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL: not set; start Muster with `npm start`");
  return url;
}

/** The one Prisma client of this process, also across the bundles of one process. */
export function db(): PrismaClient {
  clients.musterDb ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: databaseUrl(),
        max: settings().MUSTER_DATABASE_POOL,
        connectionTimeoutMillis: 5_000,
        idleTimeoutMillis: 60_000,
        options: `-c statement_timeout=${STATEMENT_TIMEOUT} -c timezone=UTC`,
      },
      { statementNameGenerator: statementName },
    ),
    errorFormat: "minimal",
  });
  return clients.musterDb;
}

/** Ends the connections; the next `db()` opens new ones. */
export async function closeDb(): Promise<void> {
  const client = clients.musterDb;
  clients.musterDb = undefined;
  await client?.$disconnect();
}
