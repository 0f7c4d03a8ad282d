import { expect, test } from "vitest";
import { choosePython, findPythons, type Python } from "./find-python";

const python = (minor: number): Python => ({ executable: `/p${minor}`, prefix: "/", version: `3.${minor}.1`, minor });

test("the Python asked for is chosen, else the nearest newer one", () => {
  const have = [python(13), python(9), python(11)];
  expect(choosePython(have, "3.9").minor).toBe(9);
  expect(choosePython(have, "3.10").minor).toBe(11);
  expect(choosePython(have, "3.8").minor).toBe(9);
});

test("without a fitting Python the message says what there is and what to do", () => {
  expect(() => choosePython([python(9)], "3.14")).toThrow(
    "The package needs Python 3.14 or newer; this machine has 3.9.1. Install one, or name it in MUSTER_PYTHON.",
  );
  expect(() => choosePython([], "3.8")).toThrow("this machine has none");
  expect(() => choosePython([], "2.7")).toThrow("not of the form 3.N");
});

test("a setting is the only Python, and one that does not run is none", async () => {
  const [first] = await findPythons();
  expect(first?.minor).toBeGreaterThanOrEqual(8);
  expect(await findPythons(first?.executable)).toEqual([first]);
  expect(await findPythons("/no/such/python")).toEqual([]);
});
