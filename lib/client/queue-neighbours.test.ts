import { expect, test } from "vitest";
import { neighboursOf } from "./queue-neighbours";

const a = { id: "pkg_a", queuedAt: "2026-01-01T10:00:00.000Z" };
const b = { id: "pkg_b", queuedAt: "2026-01-01T10:00:00.000Z" };
const c = { id: "pkg_c", queuedAt: "2026-01-01T11:00:00.000Z" };

test("a waiting package knows its place and both neighbours, also when two came at once", () => {
  expect(neighboursOf([a, b, c], b)).toEqual({ previous: a, next: c, position: 2 });
});

test("a decided package keeps its neighbours but has no place", () => {
  expect(neighboursOf([a, c], b)).toEqual({ previous: a, next: c, position: null });
});

test("the ends of the queue have one neighbour, an empty queue has none", () => {
  expect(neighboursOf([a, b], a).previous).toBeNull();
  expect(neighboursOf([a, b], b).next).toBeNull();
  expect(neighboursOf([], a)).toEqual({ previous: null, next: null, position: null });
});
