import { expect, test } from "vitest";
import { DomainError } from "@/lib/domain/faults";
import { createNoteQueue } from "./note-queue";

const away = () => new DomainError("unavailable", "The database does not answer");

test("an observation waits until the database is back, and later ones wait behind it", async () => {
  const queue = createNoteQueue(1);
  const stored: string[] = [];
  let failures = 3;
  void queue.add(async () => {
    if (failures-- > 0) throw away();
    stored.push("loaded");
  });
  await queue.add(async () => stored.push("exited"));
  expect(stored).toEqual(["loaded", "exited"]);
});

test("what fails for another reason is given up and holds up nothing", async () => {
  const queue = createNoteQueue(1);
  const stored: string[] = [];
  void queue.add(async () => {
    throw new DomainError("not_found", "Not found");
  });
  await queue.add(async () => stored.push("next"));
  expect(stored).toEqual(["next"]);
});

test("at the end nobody waits for a database that does not come back", async () => {
  const queue = createNoteQueue(1);
  void queue.add(async () => {
    throw away();
  });
  await queue.close();
});
