import { expect, test } from "vitest";
import { inTurn } from "./in-turn";

test("the same thing is worked on one after the other, past a failure; others are not waited for", async () => {
  const turn = inTurn();
  const told: string[] = [];
  let finish = () => {};
  const first = turn("a", async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    told.push("first");
    throw new Error("it failed");
  });
  const second = turn("a", async () => told.push("second"));
  await turn("b", async () => told.push("other"));
  expect(told).toEqual(["other"]);
  finish();
  await expect(first).rejects.toThrow("it failed");
  await second;
  expect(told).toEqual(["other", "first", "second"]);
});
