import { expect, test } from "vitest";
import { guardLeaving, isGuarded, leaveBy } from "./leave-guard";

test("without a guard one goes at once, with one only when it lets go, and again at once afterwards", () => {
  const gone: string[] = [];
  leaveBy(() => gone.push("first"));
  const asked: (() => void)[] = [];
  const release = guardLeaving((leave) => asked.push(leave));
  expect(isGuarded()).toBe(true);
  leaveBy(() => gone.push("second"));
  expect(gone).toEqual(["first"]);
  asked[0]?.();
  expect(gone).toEqual(["first", "second"]);
  release();
  release();
  leaveBy(() => gone.push("third"));
  expect([gone.at(-1), isGuarded()]).toEqual(["third", false]);
});
