import { expect, test } from "vitest";
import { FROM_GITHUB, namedAs, toNewAgent } from "./new-agent";
import { newAgentForm } from "./new-agent-form";

const form = {
  name: "Research Agent",
  template: "research",
  github_repo: "",
  runtime: "claude-code" as const,
  runtime_model: " ",
  resources: { cpu: "4" as const, memory: "" as const },
  custom_instructions: "",
};
const faults = (fields: object) =>
  newAgentForm.safeParse({ ...form, ...fields }).error?.issues.map(({ path, message }) => [path.join("."), message]);

test("a typed name becomes the server's, or says what is wrong", () => {
  expect(namedAs("Research Agent")).toEqual({ name: "research-agent", fault: null });
  expect(namedAs("2222")).toMatchObject({ name: null, fault: expect.stringContaining("all digits") });
});

test("empty choices are left to the template", () => {
  expect(toNewAgent(newAgentForm.parse(form))).toEqual({
    name: "research-agent",
    template: "research",
    runtime: "claude-code",
    runtime_model: null,
    resources: { cpu: "4" },
    custom_instructions: null,
  });
});

test("a repository stands in place of a template, and only then it is asked for", () => {
  expect(faults({ template: FROM_GITHUB, github_repo: "nonsense" })).toEqual([
    ["github_repo", "must be Org/repo or Org/repo@branch"],
  ]);
  expect(faults({ github_repo: "nonsense" })).toBeUndefined();
  const parsed = newAgentForm.parse({ ...form, template: FROM_GITHUB, github_repo: " acme/agent@main " });
  expect(toNewAgent(parsed)).toMatchObject({ github_repo: "acme/agent@main" });
  expect(toNewAgent(parsed)).not.toHaveProperty("template");
});

test("without a name nothing is sent", () => {
  expect(faults({ name: " " })).toEqual([["name", "Give it a name"]]);
});
