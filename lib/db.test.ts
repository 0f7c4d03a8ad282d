import { expect, test, vi } from "vitest";
import { readRows, sql } from "@/lib/db";

test("bundles of one process share the connections and the names of their statements", async () => {
  // One text before the others, so that both modules begin to count at different places.
  const first = await readRows<{ n: number }>(sql`SELECT ${1}::int AS "n"`);
  vi.resetModules();
  const other = await import("@/lib/db");
  expect(other.readRows).not.toBe(readRows);
  const reads = Array.from({ length: 20 }, (_, at) => [
    other.readRows<{ n: number }>(other.sql`SELECT ${at}::int + 1 AS "n"`),
    readRows<{ n: number }>(sql`SELECT ${at}::int + 2 AS "n"`),
    other.db().$queryRaw<{ n: number }[]>`SELECT ${at}::int + 3 AS "n"`,
  ]);
  const rows = await Promise.all(reads.flat());
  expect([first, ...rows.slice(0, 3)]).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
});
