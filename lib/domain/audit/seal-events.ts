import { db, type Tx } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import { GENESIS, linked, nextEvents, provenance, type Unsealed } from "@/lib/domain/audit/chain-events";

const PAGE = 2_000;
/** Events below the newest sealed one that are looked at again, because they were committed after it. */
const WINDOW = 4_000;
/** Names the lock that only one sealer holds. */
const LOCK = 7_201_125;

type Link = { position: bigint; hash: string };
type Sealed = { last: bigint | null; sealed: number; foreign: bigint[] };

async function lastLink(tx: Tx): Promise<Link & { unsigned: boolean }> {
  const [last] = await tx.$queryRaw<(Link & { signature: string | null })[]>`
    SELECT s."position", s."hash", e."signature" FROM "AuditSeal" s LEFT JOIN "AuditEvent" e ON e."seq" = s."seq"
    ORDER BY s."position" DESC LIMIT 1`;
  return last ? { ...last, unsigned: last.signature === "before" } : { position: 0n, hash: GENESIS, unsigned: true };
}

/** Chains what is not sealed among the next events behind `after`, in the order of their numbers. */
async function sealPage(tx: Tx, after: bigint): Promise<Sealed> {
  const [held] = await tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS "held"`;
  if (!held?.held) return { last: null, sealed: 0, foreign: [] };
  const events = await tx.$queryRaw<Unsealed[]>(nextEvents(after, PAGE));
  let { position, hash, unsigned } = await lastLink(tx);
  const links: { position: bigint; seq: bigint; hash: string }[] = [];
  const foreign: bigint[] = [];
  for (const { seq, text } of events) {
    if (text === null) continue;
    const origin = provenance(text);
    if (origin === "foreign" || (origin === "before" && !unsigned)) {
      foreign.push(seq);
      continue;
    }
    unsigned = origin === "before";
    hash = linked(hash, text);
    position += 1n;
    links.push({ position, seq, hash });
  }
  const [positions, seqs, hashes] = [links.map((l) => l.position), links.map((l) => l.seq), links.map((l) => l.hash)];
  if (links.length > 0)
    await tx.$executeRaw`INSERT INTO "AuditSeal" ("position", "seq", "hash")
      SELECT * FROM unnest(${positions}::bigint[], ${seqs}::bigint[], ${hashes}::text[])`;
  return { last: events.at(-1)?.seq ?? null, sealed: links.length, foreign };
}

async function startOfWindow(): Promise<bigint> {
  const [newest] = await db().$queryRaw<{ seq: bigint | null }[]>`SELECT max("seq") AS "seq" FROM "AuditSeal"`;
  return (newest?.seq ?? 0n) - BigInt(WINDOW);
}

/**
 * Chains committed audit events that are not sealed yet, in the order of their numbers; `all` looks at the whole trail, not
 * only at its end. Writers are never kept waiting: sealing happens afterwards, by one process at a time. Events that Muster
 * did not write stay unsealed; their numbers are given back.
 */
export async function sealEvents({ all = false } = {}): Promise<{ sealed: number; foreign: bigint[] }> {
  const total = { sealed: 0, foreign: [] as bigint[] };
  let after: bigint | null = all ? 0n : await startOfWindow();
  while (after !== null) {
    const from: bigint = after;
    const page = await transaction((tx) => sealPage(tx, from));
    total.sealed += page.sealed;
    total.foreign.push(...page.foreign);
    after = page.last;
  }
  return total;
}
