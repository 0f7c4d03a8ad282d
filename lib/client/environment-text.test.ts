import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEnvironmentFile } from "@/lib/runtime/agent-server/environment-file";
import { environmentText, variableProblem } from "./environment-text";

test("the agent server reads from the text what was typed", () => {
  const values = [
    "plain",
    "with space",
    " edges ",
    "a #b",
    "#a",
    "it's",
    '"x"',
    "two\nlines",
    "",
    "a=b",
    "\\path",
    "\u2028",
  ];
  const variables = values.map((value, index) => ({ name: `V_${index}`, value }));
  const written = environmentText(variables);
  if ("unfit" in written) throw new Error(written.unfit);
  expect([...parseEnvironmentFile(written.text).values()]).toEqual(values);
});

test("whatever is typed is read as it was typed, or refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      const written = environmentText([{ name: "A", value }]);
      if ("text" in written) expect(parseEnvironmentFile(written.text).get("A")).toBe(value);
    }),
  );
});

test("a value that no quotes can hold is named", () => {
  expect(environmentText([{ name: "A", value: `'"\n` }])).toEqual({ unfit: "A" });
});

test.each(["", "1A", "A-B", "A B"])("%j is no name of a variable", (name) =>
  expect(variableProblem(name)).not.toBeNull(),
);
