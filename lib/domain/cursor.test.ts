import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";

const position = { values: ["2026-03-02 12:00:00.123456+00", null], id: "agt_1" };
const cursor = encodeCursor("agents:createdAt.desc", position);
const refused = { fault: "invalid_cursor" };
const read =
  (text: string, list = "agents:createdAt.desc") =>
  () =>
    decodeCursor(list, text, "after");

test("a cursor gives back its position", () => {
  expect(read(cursor)()).toEqual(position);
});

test("a cursor of another list or order is refused", () => {
  expect(read(cursor, "agents:name.asc")).toThrow(expect.objectContaining(refused));
});

test("a changed cursor is refused, whichever byte was changed", () => {
  const bytes = Buffer.from(cursor, "base64url");
  for (const at of bytes.keys()) {
    const forged = Buffer.from(bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    expect(read(forged.toString("base64url"))).toThrow(expect.objectContaining(refused));
  }
});

test.each([
  "",
  "a",
  "eyJ",
  "null",
  "🙈",
  "A".repeat(4_096),
  cursor.slice(0, -2),
  `${cursor}AAAA`,
  Buffer.from('["agents:createdAt.desc",["x"],"1"]').toString("base64url"),
])("%j is refused", (text) => {
  expect(read(text)).toThrow(expect.objectContaining(refused));
});
