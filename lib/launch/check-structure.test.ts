import { describe, expect, test } from "vitest";
import { violationsOf } from "./structure-rules";

const rules = (path: string, text: string) => violationsOf(path, text).map((violation) => violation.rule);
const importing = (name: string) => `import { x } from "${name}";\n`;
// Put together here, so that this file keeps the rules itself.
const glued = (...parts: string[]) => parts.join("");

describe("imports", () => {
  test.each([
    ["lib/domain/agents/list-agents.ts", "@/generated/prisma/client"],
    ["lib/db.ts", "@prisma/adapter-pg"],
    ["app/(console)/page.tsx", "next/navigation"],
    ["lib/runtime/docker-driver.ts", "dockerode"],
    ["components/agents/agent-table.tsx", "@/lib/contracts/console/wire/agents"],
    ["components/agents/agent-form.tsx", "@/lib/domain/agents/rules"],
    ["lib/testing/given.ts", "@/lib/contracts/console/endpoints"],
    ["lib/domain/agents/list-agents.test.ts", "@/lib/contracts/console/endpoints"],
    ["next.config.ts", "next"],
  ])("%s may import %s", (path, name) => expect(rules(path, importing(name))).toEqual([]));

  test.each([
    ["lib/contracts/fleet/endpoints.ts", "@/generated/prisma/client", "Prisma only in"],
    ["lib/contracts/fleet/endpoints.ts", "@/lib/db", "through lib/domain"],
    ["lib/http/endpoint.ts", "next/server", "Next.js only in"],
    ["lib/domain/agents/list-agents.ts", "@/lib/http/endpoint", "HTTP only in"],
    ["lib/domain/agents/list-agents.ts", "../../http/endpoint", "HTTP only in"],
    ["lib/runtime/supervisor.ts", "dockerode", "dockerode only in"],
    ["lib/domain/agents/rules.ts", "react", "React only in"],
    ["components/agents/agent-table.tsx", "@/lib/contracts/console/endpoints", "nothing but wire"],
    ["lib/client/agents.ts", "@/lib/db", "no server code"],
  ])("%s may not import %s", (path, name, rule) => expect(rules(path, importing(name)).join()).toContain(rule));
});

describe("files", () => {
  test("300 lines are the most", () => {
    expect(rules("lib/log.ts", "x;\n".repeat(300))).toEqual([]);
    expect(violationsOf("lib/log.ts", "x;\n".repeat(301))).toEqual([
      { path: "lib/log.ts", line: 301, rule: "301 lines; never beyond 300" },
    ]);
  });

  test.each([
    "lib/http/utils.ts",
    "lib/http/index.ts",
    "lib/http/RateLimit.ts",
    "lib/domain/agents/agents.ts",
    "lib/domain/agents/deep/list-all.ts",
    "lib/contracts/fleet/routes.ts",
  ])("%s is no legal name", (path) => expect(rules(path, "")).toHaveLength(1));

  test.each([
    "lib/domain/ids.ts",
    "lib/domain/agents/queries.test.ts",
    "lib/contracts/fleet/limits.test.ts",
    "lib/domain/agents/approve-package.ts",
    "lib/contracts/fleet/endpoints/start.ts",
    "lib/contracts/all-endpoints.ts",
    "app/api/agents/[agent]/route.ts",
    "e2e/review.spec.ts",
    "vitest.config.ts",
  ])("%s is a legal name", (path) => expect(rules(path, "")).toEqual([]));
});

describe("texts", () => {
  test.each([
    [glued("vi.", 'mock("@/lib/db")'), "no mocks"],
    [glued("vi.", 'mock("./near")'), "no mocks"],
    [glued("await page.waitFor", "Timeout(500)"), "wait for a condition"],
    [glued("test.", 'only("a", b)'), "lonely"],
    [glued("describe.", 'skip("a", b)'), "skipped"],
    [glued("// TO", "DO later"), "open ends"],
    ['export * from "./other";', "no barrels"],
  ])("%s is found with its line", (text, rule) => {
    expect(violationsOf("lib/http/a.test.ts", `ok;\n${text}\n`)).toEqual([
      { path: "lib/http/a.test.ts", line: 2, rule: expect.stringContaining(rule) },
    ]);
  });

  test("a package may be mocked, a test may be conditional", () => {
    expect(rules("lib/http/a.test.ts", 'vi.mock("nodemailer");\ntest.runIf(root)("x", () => {});\n')).toEqual([]);
  });

  test("a Response is no word of the domain", () => {
    expect(rules("lib/domain/agents/list-agents.ts", "return Response.json({});\n")).toHaveLength(1);
  });
});
