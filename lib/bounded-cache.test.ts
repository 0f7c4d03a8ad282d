import { expect, test } from "vitest";
import { BoundedCache } from "@/lib/bounded-cache";

const HOUR = 3_600_000;
const scene = (most: number) => {
  const made: string[] = [];
  const cache = new BoundedCache<string>({ most, sizeOf: ({ length }) => length });
  const get = (key: string, value = key, lifetime = HOUR) =>
    cache.get(key, lifetime, async () => {
      made.push(key);
      return value;
    });
  return { cache, get, made };
};

test("a value is made once, for those who ask at the same time too", async () => {
  const { get, made } = scene(100);
  expect(await Promise.all([get("a"), get("a"), get("b")])).toEqual(["a", "a", "b"]);
  expect(await get("a", "other")).toBe("a");
  expect(made).toEqual(["a", "b"]);
});

test("what was not asked for the longest goes first, and what is larger than all is not kept", async () => {
  const { get, made } = scene(3);
  for (const key of ["a", "b", "c", "a", "d", "a", "b"]) await get(key);
  expect(made).toEqual(["a", "b", "c", "d", "b"]);
  expect(await get("large", "four")).toBe("four");
  await get("large", "four");
  expect(made.slice(5)).toEqual(["large", "large"]);
  await get("b");
  expect(made).toHaveLength(7);
});

test("a value ends with its lifetime, and one without any is made each time", async () => {
  const { get, made } = scene(100);
  await get("a", "a", 0);
  await get("a", "a", 0);
  expect(made).toEqual(["a", "a"]);
});

test("what could not be made is made anew", async () => {
  const { cache, get } = scene(100);
  const failing = cache.get("a", HOUR, async () => {
    throw new Error("gone");
  });
  await expect(failing).rejects.toThrow("gone");
  expect(await get("a")).toBe("a");
});
