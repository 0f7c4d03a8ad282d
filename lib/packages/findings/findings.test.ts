import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";
import { packageLimits } from "../limits";
import { readPackage } from "../read-package";
import { addFindings } from "./finding";
import { lowerVersion } from "./structure";

const read = async (recipe: PackageRecipe) => await readPackage(Readable.from([await buildPackage(recipe)]));
const rules = async (recipe: PackageRecipe) => (await read(recipe)).findings.map(({ rule }) => rule);
const inCode = async (source: string) => await rules({ files: { "tools/x.py": source } });

test("the default package has nothing to find", async () => {
  expect(await rules({})).toEqual([]);
});

test("a finding names its place, its group and what it is worth", async () => {
  const { findings } = await read({ files: { "tools/x.py": "import subprocess\n\nsubprocess.run(cmd)\n" } });
  expect(findings).toEqual([
    {
      id: "f1",
      group: "calls",
      severity: "high",
      rule: "code.process",
      message: "Starts another process",
      path: "tools/x.py",
      line: 3,
      excerpt: "subprocess.run(cmd)",
    },
  ]);
});

describe("structure", () => {
  test.each([
    ["structure.no_requirements", { files: { "requirements.txt": null } }],
    ["structure.no_tools", { files: { "tools/__init__.py": null, "tools/arithmetic.py": null } }],
    ["structure.no_init", { files: { "agents/__init__.py": null } }],
    ["structure.root_name", { root: "other" }],
    ["structure.ignored", { files: { ".DS_Store": "x", "tools/__pycache__/a.pyc": "x" } }],
    ["structure.large_file", { files: { "data.bin": randomBytes(6_000_000) } }],
  ] satisfies [string, PackageRecipe][])("%s", async (rule, recipe) => {
    const { findings } = await read(recipe);
    expect(findings.map((one) => one.rule)).toEqual([rule]);
    expect(findings[0]?.severity).toBe("low");
  });

  test("ignored things are not listed, and their links are not refused", async () => {
    const parts = [
      { path: "__MACOSX/._x", body: "x" },
      { path: "calculator-agent/venv/bin/python", type: "2", link: "/usr/bin/python3" },
      { path: "calculator-agent/.git/config", body: "x" },
      { path: "calculator-agent/._notes", body: "x" },
    ];
    const { findings, files } = await read({ parts });
    expect(findings.map(({ rule }) => rule)).toEqual(["structure.ignored"]);
    expect(files).toHaveLength(7);
  });
});

describe("secrets", () => {
  test.each([
    ["secret.token", `KEY = "${"AKIA"}${"ABCDEFGHIJKLMNOP"}"`],
    ["secret.token", `# ${"ghp_"}${"a1B2".repeat(9)}`],
    ["secret.token", `x = "${"sk-"}${"ant-api03-"}${"a1B2".repeat(9)}"`],
    ["secret.token", `x = "${"eyJ"}hbGciOiJIUzI1NiJ9.${"eyJ"}zdWIiOiIxMjM0In0.abcdefghijklmnop"`],
    ["secret.private_key", `k = """-----BEGIN ${"RSA PRIVATE KEY"}-----\nMIIE\n-----END RSA PRIVATE KEY-----"""`],
    ["secret.password", 'db_password = "hunter22"'],
    ["secret.password", "connect(secret='hunter22')"],
    ["secret.password", 'config = {"api_key": "a1b2c3d4"}'],
    ["secret.password", 'token: str = "a1b2c3d4"'],
  ] as const)("%s in %s", async (rule, source) => {
    const { findings } = await read({ files: { "tools/x.py": `import os\n${source}\n` } });
    expect(findings.map((one) => one.rule)).toContain(rule);
    expect(JSON.stringify(findings)).not.toMatch(/hunter22|a1B2a1B2|a1b2c3d4|ABCDEFGHIJKLMNOP|zdWIiOiIxMjM0In0/);
  });

  test.each([
    'password = os.environ["PASSWORD"]',
    'token = ""',
    'password = "your-password"',
    'token = "<token>"',
    'secret = "$SECRET"',
    'strategy = "token_window"',
    'TOKEN_URL = "https://example.com/token"',
    'max_tokens = "1000"',
    "help = \"Enter the password: it is 'secret'\"",
    'if token == "abcdef": pass',
  ])("%s is no secret", async (source) => {
    expect((await inCode(source)).filter((rule) => rule.startsWith("secret."))).toEqual([]);
  });

  test.each([".env", ".env.local", "certs/server.pem", "id_rsa", "keys/id_ed25519"])("the file %s", async (path) => {
    expect(await rules({ files: { [path]: "x" } })).toEqual(["secret.file"]);
  });

  test.each([".env.example", "id_rsa.pub", "tools/id_maker.py"])("%s is an ordinary file", async (path) => {
    expect(await rules({ files: { [path]: "" } })).toEqual([]);
  });

  test("unquoted values count in environment files", async () => {
    expect(await rules({ files: { "config.env": "DB_PASSWORD=hunter22\n" } })).toEqual(["secret.password"]);
  });

  test.each([
    '[platform]\napi_key = "msk_0123456789abcdefghij"',
    "[platform]\napi_key = 'short'",
    '[platform]\n"api_key" = """\nthree\nlines"""',
  ])("a filled platform key is reported once: %j", async (toml) => {
    const reading = await read({ toml });
    expect(reading.findings.map(({ rule }) => rule)).toEqual(["secret.platform_key"]);
    expect(reading.findings[0]).toMatchObject({ path: "ncp.toml", line: 12, severity: "high" });
    expect(reading.hasPlatformKey).toBe(true);
    expect(JSON.stringify(reading)).not.toMatch(/msk_0|short|three/);
  });

  test("an empty platform key is fine", async () => {
    const reading = await read({ toml: '[platform]\nurl = "https://example.com"\napi_key = ""' });
    expect([reading.findings, reading.hasPlatformKey]).toEqual([[], false]);
  });
});

describe("calls", () => {
  test.each([
    ["code.eval", "eval(text)"],
    ["code.eval", 'x = f"{eval(text)}"'],
    ["code.eval", "exec (text)"],
    ["code.eval", "builtins.compile(a, b, c)"],
    ["code.process", "os.system('ls')"],
    ["code.process", "from subprocess import run as go"],
    ["code.process", "import os, subprocess"],
    ["code.process", "pty.spawn('sh')"],
    ["code.native", "import ctypes"],
    ["code.obfuscated", "exec(base64.b64decode(data))"],
    ["code.obfuscated", "data = zlib.decompress(blob)\nexec(data)"],
    ["code.obfuscated", `x = [${"1, ".repeat(1000)}]`],
    ["code.obfuscated", "# -*- coding: rot13 -*-\nvzcbeg bf"],
    ["code.deserialise", "pickle.loads(data)"],
    ["code.deserialise", "import marshal"],
    ["code.deserialise", "yaml.load(text)"],
    ["code.dynamic_import", "importlib.import_module(name)"],
    ["code.dynamic_import", "__import__('o' + 's')"],
    ["code.filesystem", "open('/etc/passwd')"],
    ["code.filesystem", "shutil.rmtree(path)"],
    ["code.network", "get('https://api.example.com/v1')"],
    ["code.network", "socket.create_connection((host, 80))"],
    ["text.hidden_characters", "access = 'user\u202e'"],
  ])("%s in %j", async (rule, source) => {
    expect(await inCode(source)).toContain(rule);
  });

  test.each([
    "re.compile('a')",
    "model.eval()",
    "def compile(self): pass",
    "# eval(x) and subprocess.run(y)",
    '"""Never calls eval(x) or os.system(y)."""',
    "text = 'exec(code) and pickle.loads(x)'",
    "yaml.safe_load(text)",
    "yaml.load(text, Loader=yaml.SafeLoader)",
    "importlib.import_module('json')",
    "route = '/api/v1/agents'",
    "evaluate(x); executor(y); recompile(z)",
    "# see https://example.com",
    "s = 'it''s'  # isn't eval('x')",
  ])("%j is harmless", async (source) => {
    expect(await inCode(source)).toEqual([]);
  });

  test("code in a large file is told from strings across every boundary", async () => {
    const filler = `"""\n${"prose with eval(x) in it\n".repeat(8000)}"""\n`;
    const { findings } = await read({ files: { "tools/x.py": `${filler}${filler}eval(y)\n${filler}` } });
    expect(findings.map(({ rule, line }) => [rule, line])).toEqual([["code.eval", 16_005]]);
  });

  test("source that is not UTF-8 is scanned all the same", async () => {
    const source = Buffer.from("# -*- coding: latin-1 -*-\nx = '\xe9'\neval(x)\n", "latin1");
    const { findings, files } = await read({ files: { "tools/x.py": source } });
    expect(findings.map(({ rule }) => rule)).toEqual(["code.eval"]);
    expect(files.find(({ path }) => path === "tools/x.py")?.binary).toBe(true);
  });

  test("scripts are told by their first line", async () => {
    expect(await rules({ files: { "bin/run": "#!/usr/bin/env python3\nos.system('x')\n" } })).toEqual(["code.process"]);
  });

  test("native modules are found by name and by their bytes", async () => {
    const elf = Buffer.concat([Buffer.from("7f454c46", "hex"), Buffer.alloc(60)]);
    expect(await rules({ files: { "lib/a.so": "x", "lib/data": elf } })).toEqual(["code.native", "code.native"]);
  });

  test("hosts are one list", async () => {
    const files = { "tools/x.py": 'A = "https://b.example.com"\n', "tools/y.py": 'A = "http://A.example.com:80/x"\n' };
    const { findings } = await read({ files });
    expect(findings.map(({ message }) => message)).toEqual(["Names hosts: a.example.com, b.example.com"]);
  });
});

describe("dependencies", () => {
  test.each([
    ["dependency.url", "git+https://user:pass@example.com/x.git"],
    ["dependency.url", "scout @ https://example.com/scout.whl"],
    ["dependency.url", "./wheels/scout-1.0-py3-none-any.whl"],
    ["dependency.option", "--index-url https://example.com/simple"],
    ["dependency.option", "-e ."],
    ["dependency.option", "-r ../outside.txt"],
    ["dependency.unpinned", "requests>=2"],
    ["dependency.platform", "ncp_sdk==1.0"],
  ])("%s for %s", async (rule, line) => {
    const { findings, requirements } = await read({ files: { "requirements.txt": `${line}\nflask==3.0.0\n` } });
    expect(findings.map((one) => [one.rule, one.line])).toEqual([[rule, 1]]);
    expect(JSON.stringify(findings)).not.toContain("user:pass");
    expect(requirements).toEqual(rule === "dependency.unpinned" ? ["requests>=2", "flask==3.0.0"] : ["flask==3.0.0"]);
  });

  test("system packages and bundled wheels are reported", async () => {
    const files = {
      "apt-requirements.txt": "# none\nffmpeg\n",
      "wheels/x-1.0-py3-none-any.whl": "PK\u0003\u0004\u0000",
    };
    expect((await rules({ files })).toSorted()).toEqual(["dependency.bundled", "dependency.system"]);
  });
});

test("at most 500 findings are kept, the worst first, numbered in order", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`tools/m${at}.py`, `${"open('/etc/x')\n".repeat(19)}eval(x)\n`]),
  );
  const { findings } = await read({ files });
  expect(findings).toHaveLength(500);
  expect(findings.slice(0, 60).every(({ severity }) => severity === "high")).toBe(true);
  expect(findings.map(({ id }) => id)).toEqual(findings.map((_, at) => `f${at + 1}`));
});

test("a lower or equal version is a finding, placed among the others", async () => {
  expect(lowerVersion("1.0.1", "1.0.0")).toBeNull();
  const draft = lowerVersion("1.0.0", "1.0.0");
  const { findings } = await read({ files: { "requirements.txt": null, "tools/x.py": "eval(x)" } });
  const all = addFindings(findings, draft ? [draft] : [], packageLimits.findings);
  expect(all.map(({ id, rule }) => `${id} ${rule}`)).toEqual([
    "f1 code.eval",
    "f2 version.lower",
    "f3 structure.no_requirements",
  ]);
});
