import pg, { type PoolClient } from "pg";
import { Prisma } from "@/generated/prisma/client";
import { DatabaseError, db, pool, type Sql, statementName, type Tx } from "@/lib/db";
import { adopting } from "@/lib/db-adopt";

/** So long may a transaction take, ms; longer than one statement, so that the database gives up first. */
const LIMIT = 10_000;

type Raw = [text: TemplateStringsArray | Sql, ...values: unknown[]];
type Result = { rows: unknown[]; rowCount: number | null; command: string };

const { builtins } = pg.types;
/** The types of lists have no names in the driver. */
const lists = { TEXT: 1_009, INT8: 1_016, NUMERIC: 1_231, DATE: 1_182, TIMESTAMP: 1_115 };
type Reader = (text: string) => unknown;

const numeric: Reader = (text) => new Prisma.Decimal(text);
const day: Reader = (text) => new Date(text);
const utc: Reader = (text) => new Date(`${text.replace(" ", "T")}Z`);

function listOf(read: Reader): Reader {
  const textsOf: (text: string) => (string | null)[] = pg.types.getTypeParser(lists.TEXT);
  return (text) => textsOf(text).map((one) => (one === null ? null : read(one)));
}

/** What `$queryRaw` gives for types that the driver reads otherwise. */
const readers: Readonly<Record<number, Reader>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: numeric,
  [builtins.DATE]: day,
  [builtins.TIMESTAMP]: utc,
  [lists.INT8]: listOf(BigInt),
  [lists.NUMERIC]: listOf(numeric),
  [lists.DATE]: listOf(day),
  [lists.TIMESTAMP]: listOf(utc),
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => readers[oid] ?? pg.types.getTypeParser(oid, format),
};

const asSent = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
const tooLong = () => new DatabaseError(Object.assign(new Error("The transaction took too long"), { code: "P2028" }));
const follows = (what: string) => () => new Error(`A statement follows ${what} of its transaction`);
const ignore = () => undefined;
const refused = (error: unknown): never => {
  throw new DatabaseError(error);
};

async function send(to: pg.Pool | PoolClient, { text, values }: Sql): Promise<Result> {
  const name = statementName({ sql: text });
  return to.query({ name, text, values: values.map(asSent), types }).catch(refused);
}

/** Prisma within a transaction that is not its own. */
type Guest = { tx: Promise<Tx>; leave: () => Promise<unknown> };

function invite(client: PoolClient): Guest {
  let end: () => void = ignore;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stay: Promise<unknown> = over;
  const tx = new Promise<Tx>((resolve, reject) => {
    const within = async (guest: Tx) => {
      resolve(guest);
      await over;
    };
    // Its limit is ours; we are the first to say so.
    stay = adopting(client, () => db().$transaction(within, { timeout: 2 * LIMIT }));
    stay.catch(reject);
  });
  tx.catch(ignore);
  return {
    tx,
    leave: async () => {
      end();
      await stay.catch(ignore);
    },
  };
}

/** A transaction that begins, and takes a connection, with its first statement. */
class Pending {
  private begun: Promise<PoolClient> | null = null;
  private guest: Guest | null = null;
  /** Says why it carries out no further statement. */
  private closed: (() => Error) | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limit: number) {}

  private async begin(): Promise<PoolClient> {
    const client = await pool().connect().catch(refused);
    // A connection that breaks is told to whoever asks next.
    client.on("error", ignore);
    await client.query("BEGIN").catch((error: Error) => {
      this.release(client, error);
      return refused(error);
    });
    this.timer = setTimeout(() => {
      this.closed = tooLong;
      this.end("ROLLBACK").catch(ignore);
    }, this.limit);
    return client;
  }

  private release(client: PoolClient, broken?: Error): void {
    clearTimeout(this.timer);
    client.off("error", ignore);
    client.release(broken);
  }

  private assertOpen(): void {
    if (this.closed) throw this.closed();
  }

  private async client(): Promise<PoolClient> {
    this.assertOpen();
    this.begun ??= this.begin();
    const client = await this.begun;
    this.assertOpen();
    return client;
  }

  async send(statement: Sql): Promise<Result> {
    return send(await this.client(), statement);
  }

  async prisma(): Promise<Tx> {
    const client = await this.client();
    this.guest ??= invite(client);
    return this.guest.tx;
  }

  async last<Row>(statement: Sql): Promise<Row[]> {
    this.assertOpen();
    const { rows } = await (this.begun ? this.send(statement) : send(pool(), statement));
    if (rows.length > 0) this.closed ??= follows("the last one");
    return rows as Row[];
  }

  async end(how: "COMMIT" | "ROLLBACK"): Promise<void> {
    const { begun, guest } = this;
    this.begun = null;
    if (!begun) {
      if (how === "COMMIT" && this.closed === tooLong) throw tooLong();
      return;
    }
    this.closed ??= follows("the end");
    const client = await begun;
    await guest?.leave();
    const { command } = await client.query(how).catch((error: Error) => {
      this.release(client, error);
      return refused(error);
    });
    this.release(client);
    // One in which a statement failed is rolled back, whatever it is told.
    if (command !== how) throw new DatabaseError(new Error("The transaction had failed before its end"));
  }
}

/** Models are Prisma's, which joins the transaction when it is first asked for one. */
function model(own: Pending, name: string): unknown {
  const call =
    (method: string) =>
    async (...given: unknown[]): Promise<unknown> => {
      const known: object = Reflect.get(await own.prisma(), name);
      return Reflect.apply(Reflect.get(known, method), known, given);
    };
  return new Proxy({}, { get: (_, method) => call(String(method)) });
}

/** The text of a template or a statement, as `$queryRaw` takes either. */
function statementOf([text, ...values]: Raw): Sql {
  return "raw" in text ? Prisma.sql(text, ...values) : text;
}

/** Looks like Prisma's own: raw statements go straight to the driver, models through Prisma. */
function txOf(carryOut: (statement: Sql) => Promise<Result>, modelOf: (name: string) => unknown): Tx {
  const raw: Record<string, unknown> = {
    $queryRaw: async (...given: Raw) => (await carryOut(statementOf(given))).rows,
    $executeRaw: async (...given: Raw) => (await carryOut(statementOf(given))).rowCount ?? 0,
  };
  return new Proxy(raw, {
    get: (known, name) => (typeof name === "symbol" || name === "then" ? undefined : (known[name] ?? modelOf(name))),
  }) as unknown as Tx;
}

/** Carries out a statement with which the transaction is complete, if it gives a row; alone, it needs no BEGIN and COMMIT. */
export type Last = <Row>(statement: Sql) => Promise<Row[]>;

/**
 * Does work in one transaction, of at most 10 s (`limit`, ms): all of it is kept, or nothing when it throws. It begins with the first
 * statement. Throws what the work throws, and DatabaseError.
 */
export async function transaction<R>(work: (tx: Tx, last: Last) => Promise<R>, limit = LIMIT): Promise<R> {
  const own = new Pending(limit);
  try {
    // Both send on one connection.
    const tx = txOf(
      (statement) => own.send(statement),
      (name) => model(own, name),
    );
    const result = await work(tx, (statement) => own.last(statement));
    await own.end("COMMIT");
    return result;
  } catch (error) {
    await own.end("ROLLBACK").catch(ignore);
    throw error;
  }
}

/**
 * Does work that reads, and writes with its last statement at most, so that nothing needs to be kept together: no BEGIN, no COMMIT,
 * no connection of its own. Throws what the work throws, and DatabaseError.
 */
export function withoutTransaction<R>(work: (tx: Tx, last: Last) => Promise<R>): Promise<R> {
  const carryOut = (statement: Sql) => send(pool(), statement);
  const tx = txOf(carryOut, (name) => Reflect.get(db(), name));
  return work(tx, async <Row>(statement: Sql) => (await carryOut(statement)).rows as Row[]);
}
