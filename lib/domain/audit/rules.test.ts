import { expect, test } from "vitest";
import { csvCell, csvLine } from "@/lib/domain/audit/rules";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])("%j is no formula in a spreadsheet", (text) => {
  expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
});

test("a line follows RFC 4180", () => {
  expect(csvLine([1, true, null, "plain", 'say "hi"', "a,b", "two\nlines", " space", ""])).toBe(
    '1,true,,plain,"say ""hi""","a,b","two\nlines"," space",\r\n',
  );
});
