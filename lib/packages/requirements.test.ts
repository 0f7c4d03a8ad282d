import { expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { installableRequirements, readRequirements } from "./requirements";

const inside = (files: Record<string, string>) => (path: string) =>
  Object.hasOwn(files, path) ? files[path] : undefined;
const kinds = (text: string) => readRequirements("r.txt", inside({ "r.txt": text })).map(({ kind }) => kind);

test.each([
  ["requests==2.32.3", "pinned"],
  ["requests == 2.32.3 ; python_version < '3.12'", "pinned"],
  ["uvicorn[standard]==0.30.0  # server", "pinned"],
  [`flask==3.0.0 --hash=sha256:${"a".repeat(64)}`, "pinned"],
  ["requests", "unpinned"],
  ["requests>=2,<3", "unpinned"],
  ["requests==2.*", "unpinned"],
  ["requests (>=2)", "unpinned"],
  ["ncp-sdk", "platform"],
  ["NCP_SDK==1.0", "platform"],
  ["ncp>=1", "platform"],
  ["git+ssh://git@example.com/x.git", "url"],
  ["x @ file:///etc/passwd", "url"],
  ["https://example.com/x.tar.gz", "url"],
  ["../x", "url"],
  ["./wheels/x.whl", "url"],
  ["x.whl", "url"],
  ["C:\\x", "url"],
  ["-i https://example.com", "option"],
  ["--extra-index-url=https://example.com", "option"],
  ["-c constraints.txt", "option"],
  ["-r https://example.com/r.txt", "option"],
  ["-r missing.txt", "option"],
  ["x==1 --global-option=y", "option"],
  ["x y", "unreadable"],
  [`x==$${"{VERSION}"}`, "unreadable"],
  ["x==1\u0000", "unreadable"],
] as const)("%j is %s", (line, kind) => {
  expect(kinds(line)).toEqual([kind]);
});

test("comments, blank lines and continuations are read as pip does", () => {
  const text = "# a\n\n  # b\nrequests==1 \\\n  ; python_version > '3'\nflask==2\r\n";
  const found = readRequirements("r.txt", inside({ "r.txt": text }));
  expect(found.map(({ text: line, line: at }) => [line, at])).toEqual([
    ["requests==1 ; python_version > '3'", 4],
    ["flask==2", 6],
  ]);
});

test("files inside are followed once, relative to the file that names them; nothing outside is", () => {
  const files = {
    "requirements.txt": "-r more/base.txt\n-r more/base.txt\na==1",
    "more/base.txt": "-r ../requirements.txt\n--requirement deep.txt\nb==1\n-r ../../etc/passwd",
    "more/deep.txt": "c==1",
  };
  const { install, skipped } = installableRequirements("requirements.txt", inside(files));
  expect(install).toEqual(["c==1", "b==1", "a==1"]);
  expect(skipped.map(({ file, text }) => `${file}: ${text}`)).toEqual(["more/base.txt: -r ../../etc/passwd"]);
});

test("nothing that is installed can be an option, an address or a path", () => {
  const hostile = [
    "-e .",
    " --pre",
    "\t-r x",
    "a==1 --no-binary :all:",
    "a; -r b",
    "/etc/x",
    "~/x",
    "a@b",
    "a ; x -r b",
    "a; python_version > '3' --pre",
    "a[x] -e .",
    "a==1,-e",
    "a>=1 -r b",
    "a\\\n--pre",
    "\ufeff-e .",
  ];
  for (const line of hostile) {
    const { install } = installableRequirements("r", inside({ r: line }));
    for (const kept of install) expect(kept, line).toMatch(/^[A-Za-z0-9][\w.-]*(?:$|[\s[<>=!~(;])(?!.*\s-)/);
  }
});

test("hostile lines are read in linear time", () => {
  const lines = ["a".repeat(60_000), `a${" ".repeat(60_000)}!`, `a[${",".repeat(60_000)}`, "\\\n".repeat(30_000)];
  expect(cpuCost(() => lines.map(kinds))).toBeLessThan(300);
});
