import { expect, test } from "vitest";
import { changedSearch, flag, oneOf, readAddress, several, text, usually, whole, writtenPart } from "./address-parts";

const parts = {
  q: usually(text, ""),
  sort: usually(oneOf(["name", "-name"]), "name"),
  kinds: several(oneOf(["a", "b,c"])),
  tags: usually(several(text), []),
  new: usually(flag, false),
  line: whole,
};
const read = (search: string) => {
  const given = new URLSearchParams(search);
  return readAddress(parts, (name) => given.get(name));
};

test("an address says what differs from the usual, and nothing else counts", () => {
  expect(read("")).toEqual({ q: "", sort: "name", kinds: null, tags: [], new: false, line: null });
  expect(read("q=a+b&sort=-name&kinds=a,b%252Cc,x&tags=&new=true&line=12")).toEqual({
    q: "a b",
    sort: "-name",
    kinds: ["a", "b,c"],
    tags: [],
    new: true,
    line: 12,
  });
  expect(read("sort=up&new=1&line=x")).toEqual(read(""));
});

test("what is usual is not written; a list keeps the commas of its items", () => {
  expect(writtenPart(parts.sort, "name")).toBe(null);
  expect(writtenPart(parts.sort, "-name")).toBe("-name");
  expect(writtenPart(parts.tags, [])).toBe(null);
  expect(writtenPart(parts.kinds, ["a", "b,c"])).toBe("a,b%2Cc");
  expect(writtenPart(parts.line, null)).toBe(null);
});

test("a change leaves the rest of the search as it is", () => {
  const changes = [
    ["q", "a&b c"],
    ["sort", null],
    ["tags", "x,y:z"],
  ] as const;
  expect(changedSearch("?sort=-name&line=3", changes)).toBe("?line=3&q=a%26b+c&tags=x,y:z");
  expect(changedSearch("?sort=-name", [["sort", null]])).toBe("");
});

test("what is written is read back", () => {
  const values = { q: "%2C, +&=", sort: "-name", kinds: ["b,c"], tags: ["a,b", "c d"], new: true, line: -4 } as const;
  const written = Object.entries(parts).map(
    ([name, part]) => [name, writtenPart(part, values[name as keyof typeof values])] as const,
  );
  expect(read(changedSearch("", written))).toEqual(values);
});
