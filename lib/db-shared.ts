import pg from "pg";

// What its types do not say yet.
declare module "pg" {
  interface ClientConfig {
    pipeline?: boolean | undefined;
  }
  interface Client {
    ref(): void;
    unref(): void;
  }
}

const CONNECTIONS = 2;
/** So many statements may wait for their answers on one connection, and none behind one that has waited this long, ms. */
const MOST_WAITING = 8;
const PATIENCE = 20;
/** A statement that took longer than this is not taken again for a while, both in ms. */
const SLOW = 20;
const AVOIDED = 10_000;
/** Until a connection that could not be opened is tried again, ms. */
const RETRY = 1_000;
/** A connection that nobody used for this long is replaced, ms: what lies between may have forgotten it without a word. */
const IDLE = 60_000;

type Connection = { client: pg.Client; ready: boolean; sentAt: number[]; answeredAt: number };
export type NamedStatement = { name: string; text: string; values: unknown[] };

/**
 * Connections that many readers use at once: each statement is sent without waiting for the answers before it (pipelining), so
 * that neither side wakes up once for each. For quick statements alone, because answers come in the order of their questions:
 * one that turns out to be slow delays those few that were sent just behind it, and is left to others from then on.
 */
export class SharedConnections {
  readonly #config: pg.ClientConfig;
  readonly #idle: number;
  readonly #connections: Connection[] = [];
  /** Names of slow statements with the time from which each may be taken again. */
  readonly #slow = new Map<string, number>();
  #retryAt = 0;

  constructor(config: pg.ClientConfig, idle = IDLE) {
    this.#config = config;
    this.#idle = idle;
  }

  /** The answer to a statement; null where it is slow, no connection is free or none is open yet: the pool answers then. */
  query<Row extends pg.QueryResultRow>(statement: NamedStatement): Promise<pg.QueryResult<Row>> | null {
    const now = performance.now();
    if ((this.#slow.get(statement.name) ?? 0) > now) return null;
    this.#closeIdle(now);
    if (this.#connections.length < CONNECTIONS && now >= this.#retryAt) this.#open();
    const connection = this.#leastBusy(now);
    if (!connection) return null;
    const { client, sentAt } = connection;
    if (sentAt.length === 0) client.ref();
    sentAt.push(now);
    const answer = client.query<Row>(statement);
    const answered = () => this.#answered(connection, statement.name);
    answer.then(answered, answered);
    return answer;
  }

  /** Ends all connections, after the answers that are still to come. */
  async end(): Promise<void> {
    this.#retryAt = Number.POSITIVE_INFINITY;
    await Promise.allSettled(this.#connections.splice(0).map(({ client }) => client.end()));
  }

  #answered(connection: Connection, name: string): void {
    const { client, sentAt, answeredAt } = connection;
    const now = performance.now();
    const begun = Math.max(sentAt.shift() ?? now, answeredAt);
    if (now - begun > SLOW) this.#slow.set(name, now + AVOIDED);
    connection.answeredAt = now;
    if (sentAt.length === 0) client.unref();
  }

  #closeIdle(now: number): void {
    for (const connection of this.#connections.filter(({ ready, sentAt }) => ready && sentAt.length === 0)) {
      if (now - connection.answeredAt > this.#idle) this.#remove(connection);
    }
  }

  #leastBusy(now: number): Connection | undefined {
    let best: Connection | undefined;
    for (const connection of this.#connections) {
      const { ready, sentAt } = connection;
      const [oldest = now] = sentAt;
      const free = ready && sentAt.length < MOST_WAITING && now - oldest < PATIENCE;
      if (free && (!best || sentAt.length < best.sentAt.length)) best = connection;
    }
    return best;
  }

  #open(): void {
    const client = new pg.Client({ ...this.#config, pipeline: true });
    const connection: Connection = { client, ready: false, sentAt: [], answeredAt: 0 };
    const remove = () => this.#remove(connection);
    // What waits on it is refused with the same error; the next statement opens another.
    client.on("error", remove);
    client.on("end", remove);
    this.#connections.push(connection);
    client.connect().then(
      () => {
        Object.assign(connection, { ready: true, answeredAt: performance.now() });
        client.unref();
      },
      () => {
        this.#retryAt = performance.now() + RETRY;
        remove();
      },
    );
  }

  #remove(connection: Connection): void {
    const at = this.#connections.indexOf(connection);
    if (at < 0) return;
    this.#connections.splice(at, 1);
    connection.client.end().catch(() => undefined);
  }
}
