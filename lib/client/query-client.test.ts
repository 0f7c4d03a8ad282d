import { expect, test } from "vitest";
import { ApiError } from "./api-error";
import { shouldRetry } from "./query-client";

test("what the server refused is not asked again", () => {
  expect(shouldRetry(0, new ApiError(404, "not_found", "Gone"))).toBe(false);
});

test("lost connections and server faults are tried again, twice", () => {
  const lost = new ApiError(0, "no_answer", "…");
  expect([0, 1, 2].map((failures) => shouldRetry(failures, lost))).toEqual([true, true, false]);
  expect(shouldRetry(0, new ApiError(503, "unavailable", "…"))).toBe(true);
});
