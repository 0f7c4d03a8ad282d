import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, Transaction } from "@prisma/driver-adapter-utils";
import type { PoolClient } from "pg";

/** The bundles of one process share the client, and so what they hand over to it. */
const processes = globalThis as typeof globalThis & { musterAdopted?: AsyncLocalStorage<PoolClient> };

function adopted(): AsyncLocalStorage<PoolClient> {
  processes.musterAdopted ??= new AsyncLocalStorage();
  return processes.musterAdopted;
}

/** While `work` asks Prisma for a transaction, it is given the one that this connection is in. */
export function adopting<R>(connection: PoolClient, work: () => R): R {
  return adopted().run(connection, work);
}

/** The adapter's statements on another connection; whoever began the transaction there ends it. */
function adopt(adapter: SqlDriverAdapter, client: PoolClient): Transaction {
  const ending = { commit: async () => undefined, rollback: async () => undefined };
  return Object.assign(Object.create(adapter), { client, options: { usePhantomQuery: true }, ...ending });
}

/** Prisma's adapter for PostgreSQL, which may also work within a transaction that somebody else has begun (`adopting`). */
export class AdoptingPrismaPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const begin = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => {
      const client = adopted().getStore();
      return client ? adopt(adapter, client) : begin(isolation);
    };
    return adapter;
  }
}
