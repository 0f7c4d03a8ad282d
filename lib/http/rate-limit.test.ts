import { afterEach, expect, test } from "vitest";
import { parseSettings, settings } from "@/lib/env";
import { closeRateLimit, countRequest } from "./rate-limit";

afterEach(closeRateLimit);

const POINTS = 5;
settings().MUSTER_RATE_LIMIT = POINTS;

async function tries(caller: string, count: number): Promise<string[]> {
  const results: string[] = [];
  for (let i = 0; i < count; i += 1) {
    results.push(
      await countRequest(caller).then(
        () => "ok",
        (error: { fault: string }) => error.fault,
      ),
    );
  }
  return results;
}

test("a caller may ask so often a minute and is then told when to come back", async () => {
  expect(await tries("c:one", POINTS + 1)).toEqual([...Array<string>(POINTS).fill("ok"), "rate_limited"]);
  const refusal = await countRequest("c:one").catch((error: unknown) => error);
  expect(refusal).toMatchObject({ fault: "rate_limited", details: { retryAfter: expect.any(Number) } });
});

test("callers do not use up each other's share", async () => {
  await tries("c:two", POINTS + 1);
  expect(await tries("c:three", 1)).toEqual(["ok"]);
});

test("two processes share the counter", async () => {
  await tries("c:four", POINTS);
  await closeRateLimit();
  expect(await tries("c:four", 1)).toEqual(["rate_limited"]);
});

test("while the database is away requests are counted in memory, never unlimited", async () => {
  const own = settings().DATABASE_URL;
  settings().DATABASE_URL = "postgresql://nobody:x@127.0.0.1:1/absent";
  try {
    expect(await tries("c:five", POINTS + 1)).toEqual([...Array<string>(POINTS).fill("ok"), "rate_limited"]);
  } finally {
    settings().DATABASE_URL = own;
  }
});

test("0 switches the limit off", async () => {
  const limit = settings().MUSTER_RATE_LIMIT;
  settings().MUSTER_RATE_LIMIT = parseSettings({ MUSTER_RATE_LIMIT: "0" }).MUSTER_RATE_LIMIT;
  expect(await tries("c:six", POINTS * 3)).not.toContain("rate_limited");
  settings().MUSTER_RATE_LIMIT = limit;
});
