import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classConflicts } from "./class-conflicts";

const sources = Object.fromEntries(
  ["app", "components"].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx"))
      .map((name) => [join(room, name), readFileSync(join(room, name), "utf8")] as const),
  ),
);

test("no class is meant to win over another that does not give way", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(classConflicts(sources)).toEqual([]);
});

test("a class given to a component, through others too, needs one that gives way", () => {
  const button = (own: string) => `
    const sizes = { sm: "${own} px-2" };
    function Button({ className }) { return <button className={cn("flex", sizes.sm, className)} />; }
    function IconButton({ label, ...props }) { return <Button aria-label={label} {...props} />; }
    const one = <IconButton label="Add" className="h-6" />;`;
  expect(classConflicts({ "a.tsx": button("h-7") })).toEqual(["a.tsx: h-6 over h-7"]);
  expect(classConflicts({ "a.tsx": button("own:h-7") })).toEqual([]);
  expect(classConflicts({ "a.tsx": 'cn("text-muted", on && "text-fg")' })).toEqual(["a.tsx: text-fg over text-muted"]);
});
