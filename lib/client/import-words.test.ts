import { expect, test } from "vitest";
import type { Omission } from "@/lib/contracts/releases/wire/transfers";
import { ApiError } from "./api-error";
import { countOpen, groupOmissions, importAdvice, namedIn } from "./import-words";

const omission = (code: Omission["code"], message: string, path = "agent-spec.yaml"): Omission => ({
  code,
  path,
  message,
});

test("what an import leaves open is told apart from what it leaves behind, each connection once", () => {
  const groups = groupOmissions([
    omission("connection_missing", "No data connection 'ledger' in this tenant."),
    omission("connection_missing", "No data connection 'ledger' in this tenant."),
    omission("connection_missing", "No data connection 'till' in this tenant."),
    omission("secret_redacted", "Set this header on MCP server 'Invoice tools'."),
    omission("skill_missing", "No skill 'pdf' in this tenant."),
    omission("package_not_imported", "Submit the package itself."),
    omission("renamed", "'a' is taken; the agent is called 'a (2)'.", "agent-spec.yaml#name"),
    omission("renamed", "'b' is taken; the model is called 'b (2)'.", "semantic-data-models/b.yaml#name"),
    omission("file_dropped", "Left out."),
  ]);
  expect(groups.connections).toEqual(["ledger", "till"]);
  expect([groups.secrets, groups.missing, groups.renamed, groups.dropped].map((list) => list.length)).toEqual([
    1, 2, 1, 1,
  ]);
  expect(countOpen(groups)).toBe(5);
  expect(countOpen(groupOmissions([]))).toBe(0);
});

test("a name is found in a sentence with its own quotes", () => {
  expect(namedIn("No data connection 'Ada's ledger' in this tenant.")).toBe("Ada's ledger");
  expect(namedIn("The agent ran from a package.")).toBeNull();
});

test("a refusal comes with what to do, other failures without", () => {
  expect(importAdvice(new ApiError(422, "unsafe_archive", "'../x' leaves the archive"))).toContain(
    "Take this entry out",
  );
  expect(importAdvice(new ApiError(500, "internal", "Sorry"))).toBeNull();
  expect(importAdvice(new Error("x"))).toBeNull();
});
