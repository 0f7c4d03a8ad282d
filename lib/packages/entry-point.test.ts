import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";
import { definesVariable } from "./entry-point";
import { readPackage } from "./read-package";

test.each([
  "agent = Agent()",
  "agent: Agent = build()",
  "other, agent = build()",
  "agent, other = build()",
  "first = agent = build()",
  "if ready:\n    agent = build()",
  "x = 1; agent = x",
  "from .factory import agent",
  "from .factory import (\n    other,\n    agent,  # the one\n)",
  "from .factory import build as agent",
  "from .factory import *",
  "import agent",
  "def agent(): pass",
  "class agent: pass",
  "from .factory \\\n    import agent",
])("%j defines agent", (source) => {
  expect(definesVariable(source, "agent")).toBe(true);
});

test.each([
  "",
  "# agent = Agent()",
  '"""\nagent = Agent()\n"""',
  "run(agent=build())",
  "run(\n    agent=build(),\n)",
  "self.agent = build()",
  "agents = []",
  "my_agent = build()",
  "if agent == 1: pass",
  "from agent import build",
  "import agent.build",
  "print('agent = 1')",
])("%j does not define agent", (source) => {
  expect(definesVariable(source, "agent")).toBe(false);
});

const outcome = async (recipe: PackageRecipe) =>
  await readPackage(Readable.from([await buildPackage(recipe)])).then(
    () => "read",
    (error) => error.refusals,
  );
const manifest = (entry: string) =>
  `[project]\nname = "x"\nversion = "1.0.0"\ndescription = "x"\n[build]\nentry_point = "${entry}"`;

test("the module may be a file or a package, before or after the manifest in the archive", async () => {
  expect(await outcome({ manifest: manifest("main:agent"), files: { "main.py": "agent = 1" } })).toBe("read");
  expect(await outcome({ manifest: manifest("a.b:agent"), files: { "a/b/__init__.py": "agent = 1" } })).toBe("read");
  const late = { "agents/main_agent.py": "agent = 1", "ncp.toml": null, "z/ncp.toml": "" };
  const parts = [{ path: "calculator-agent/ncp.toml", body: manifest("agents.main_agent:agent") }];
  expect(await outcome({ files: late, parts })).toBe("read");
});

test("a missing module is refused with the name of its file", async () => {
  expect(await outcome({ manifest: manifest("agents.other:agent") })).toMatchObject([
    { type: "entry_point.module_missing", msg: expect.stringContaining("agents/other.py is not in the package") },
  ]);
});

test("a missing variable is refused in the words of the contract", async () => {
  expect(await outcome({ files: { "agents/main_agent.py": "bot = 1" } })).toEqual([
    {
      type: "entry_point.variable_missing",
      loc: ["body", "file", "ncp.toml", "build", "entry_point"],
      msg: "agents/main_agent.py does not define 'agent'",
      input: "agents.main_agent:agent",
    },
  ]);
});

test("a missing manifest, and too long or too many requirements, are refused", async () => {
  expect(await outcome({ files: { "ncp.toml": null } })).toMatchObject([{ type: "manifest.missing" }]);
  expect(await outcome({ manifest: "#".repeat(70_000) })).toMatchObject([{ type: "manifest.invalid" }]);
  expect(await outcome({ files: { "requirements.txt": `#${"x".repeat(65_536)}` } })).toMatchObject([
    { type: "archive.unpacked_too_large", loc: ["body", "file", "requirements.txt"] },
  ]);
  const many = Array.from({ length: 201 }, (_, at) => `p${at}==1`).join("\n");
  expect(await outcome({ files: { "requirements.txt": many } })).toMatchObject([{ type: "archive.too_many_entries" }]);
});
