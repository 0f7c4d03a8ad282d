import { expect, test } from "vitest";
import { contentDisposition } from "./headers";

test.each([
  ["calculator-0.1.0.ncp", 'attachment; filename="calculator-0.1.0.ncp"'],
  [
    'a"\r\nSet-Cookie: x=1.txt',
    "attachment; filename=\"a___Set-Cookie: x=1.txt\"; filename*=UTF-8''a%22__Set-Cookie%3A%20x%3D1.txt",
  ],
  ["über.txt", "attachment; filename=\"_ber.txt\"; filename*=UTF-8''%C3%BCber.txt"],
  ["u\u0308ber.txt", "attachment; filename=\"_ber.txt\"; filename*=UTF-8''%C3%BCber.txt"],
  [
    "x;filename*=UTF-8''evil",
    "attachment; filename=\"x_filename*=UTF-8''evil\"; filename*=UTF-8''x%3Bfilename%2A%3DUTF-8%27%27evil",
  ],
  ["../../etc/passwd", 'attachment; filename=".._.._etc_passwd"'],
  ["a\u202egnp.exe", 'attachment; filename="a_gnp.exe"'],
])("the file name %j makes one header", (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});

test("a long name is cut and half a character does not break the header", () => {
  const header = contentDisposition(`a${"🙈".repeat(250)}.txt`);
  expect(header.length).toBeLessThan(3_000);
  expect(() => new Headers({ "content-disposition": header })).not.toThrow();
  expect(() => new Headers({ "content-disposition": contentDisposition("\ud800.txt") })).not.toThrow();
});
