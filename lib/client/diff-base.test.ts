import { expect, test } from "vitest";
import { baseChoices, defaultBase } from "./diff-base";

const others = [
  { id: "pkg_3", version: "0.3.0", status: "pending" },
  { id: "pkg_2", version: "0.2.0", status: "declined" },
  { id: "pkg_1", version: "0.1.0", status: "approved" },
] as const;
const running = { packageId: "pkg_1", version: "0.1.0" };

test("a package is compared with the one that runs", () => {
  expect(defaultBase({ id: "pkg_3", running })).toBe("pkg_1");
});

test("the running package itself, and one where nothing runs, is compared with the previous one", () => {
  expect(defaultBase({ id: "pkg_1", running })).toBe("previous");
  expect(defaultBase({ id: "pkg_3", running: null })).toBe("previous");
});

test("every other package can be chosen once, never the package itself", () => {
  expect(baseChoices({ id: "pkg_3", running }, others)).toEqual([
    { value: "pkg_1", label: "Running: 0.1.0" },
    { value: "previous", label: "Previous submission" },
    { value: "pkg_2", label: "0.2.0 (declined)" },
  ]);
});
