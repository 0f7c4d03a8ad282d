import pg from "pg";
import { Prisma, PrismaClient } from "@/generated/prisma/client";
import { AdoptingPrismaPg } from "@/lib/db-adopt";
import { SharedConnections } from "@/lib/db-shared";
import { settings } from "@/lib/env";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
export const sql = Prisma.sql;
export type Sql = Prisma.Sql;

/** A statement may run this long, ms; below the transaction's own limit, so that the database gives up first. */
const STATEMENT_TIMEOUT = 5_000;

/** A process names so many texts at most: some texts vary with what they are asked for, and each connection keeps them all. */
const MOST_STATEMENTS = 300;

type Named = { text: string; name: string };

/** Connections, and with them the names of statements, belong to the process; each of its bundles loads this module anew. */
const clients = globalThis as typeof globalThis & {
  musterDb?: PrismaClient;
  musterPool?: pg.Pool;
  musterShared?: SharedConnections;
  musterStatementNames?: { count: number; byLength: Map<number, Named[]> };
};

const ANEW = "/* planned anew */";

/**
 * A statement that keeps no name and no plan: for texts that people shape, such as filters. Their best plan depends on the
 * values, and their texts would use up the names.
 */
export function plannedAnew(statement: Sql): Sql {
  return sql`${Prisma.raw(ANEW)} ${statement}`;
}

/** A statement that has a name is parsed and planned once for each connection, not at every use; "" gives none. */
export function statementName({ sql: text }: { sql: string }): string {
  if (text.startsWith(ANEW)) return "";
  clients.musterStatementNames ??= { count: 0, byLength: new Map() };
  const names = clients.musterStatementNames;
  // By length, because taking the hash of a long text costs more than comparing it with the few that are as long.
  const asLong = names.byLength.get(text.length) ?? [];
  const known = asLong.find((named) => named.text === text)?.name;
  if (known !== undefined || names.count >= MOST_STATEMENTS) return known ?? "";
  const name = `muster_${names.count}`;
  names.count += 1;
  names.byLength.set(text.length, [...asLong, { text, name }]);
  return name;
}

/** The address of the database of this process. Throws when no launcher and no setting gave one. */
export function databaseUrl(): string {
  const url = settings().DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL: not set; start Muster with `npm start`");
  return url;
}

function connectionConfig(): pg.ClientConfig {
  const options = `-c statement_timeout=${STATEMENT_TIMEOUT} -c timezone=UTC`;
  return { connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, options };
}

function makePool(): pg.Pool {
  const max = settings().MUSTER_DATABASE_POOL;
  const pool = new pg.Pool({ ...connectionConfig(), max, idleTimeoutMillis: 60_000 });
  // A connection that ends while nobody uses it is replaced at the next use.
  pool.on("error", () => undefined);
  return pool;
}

/** The connections of this process, also across the bundles of one process. */
export function pool(): pg.Pool {
  clients.musterPool ??= makePool();
  return clients.musterPool;
}

function shared(): SharedConnections {
  clients.musterShared ??= new SharedConnections(connectionConfig());
  return clients.musterShared;
}

/** The one Prisma client of this process. */
export function db(): PrismaClient {
  clients.musterDb ??= new PrismaClient({
    adapter: new AdoptingPrismaPg(pool(), { statementNameGenerator: statementName }),
    errorFormat: "minimal",
  });
  return clients.musterDb;
}

/** What the driver refuses with; its cause has the database's code. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : "", { cause });
  }
}

/**
 * The rows of one reading statement outside of transactions, straight from the driver: a third of what `$queryRaw` costs the
 * process. Columns must be texts, numbers of 32 bits, booleans, times with a zone, or JSON, whose types all drivers agree on.
 */
export function readRows<Row>({ text, values }: Sql): Promise<Row[]> {
  const asked = pool().query<Row & pg.QueryResultRow>({ name: statementName({ sql: text }), text, values });
  return asked.then(({ rows }) => rows, refuse);
}

/**
 * The first row of a statement that takes a millisecond at most, such as one that finds an agent; as `readRows`, and with a third
 * less work for both sides, because it shares a connection with others that are asked at the same time.
 */
export async function readOne<Row>({ text, values }: Sql): Promise<Row | undefined> {
  const statement = { name: statementName({ sql: text }), text, values };
  const asked = statement.name === "" ? null : shared().query<Row & pg.QueryResultRow>(statement);
  const answer = await asked?.catch(unlessLost);
  const { rows } = answer ?? (await pool().query<Row & pg.QueryResultRow>(statement).catch(refuse));
  return rows[0];
}

/** A connection that is lost takes with it what was asked before its loss was noticed; a read is asked once more then. */
function unlessLost(error: unknown): undefined {
  const refused = error instanceof pg.DatabaseError && !error.code?.startsWith("57P");
  if (refused) refuse(error);
}

function refuse(error: unknown): never {
  throw new DatabaseError(error);
}

/** Ends the connections; the next `db()` opens new ones. */
export async function closeDb(): Promise<void> {
  const { musterDb, musterPool, musterShared } = clients;
  clients.musterDb = undefined;
  clients.musterPool = undefined;
  clients.musterShared = undefined;
  await musterDb?.$disconnect();
  await musterShared?.end();
  await musterPool?.end();
}
