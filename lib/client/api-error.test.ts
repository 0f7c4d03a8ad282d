import { expect, test } from "vitest";
import { readApiError } from "./api-error";

test("the console's error form gives code, fields and request id", () => {
  const body = {
    error: { code: "invalid_body", message: "name: required", requestId: "req_1", fields: { name: "required" } },
  };
  expect(readApiError(400, body, "req_header")).toMatchObject({
    status: 400,
    code: "invalid_body",
    message: "name: required",
    fields: { name: "required" },
    requestId: "req_1",
  });
});

test("contract submissions' error form names its fields without the place they stood in", () => {
  const errors = [{ type: "missing", loc: ["body", "file", "ncp.toml"], msg: "missing", input: null }];
  const error = readApiError(422, { status_code: 422, message: "Validation error", errors }, "req_2");
  expect(error).toMatchObject({ code: "missing", fields: { "file.ncp.toml": "missing" }, requestId: "req_2" });
});

test.each([undefined, null, "<html>", { error: 7 }, { status_code: "x" }])(
  "garbage %j still becomes a sentence",
  (body) => {
    expect(readApiError(503, body, null).message).toMatch(/not available/);
  },
);

test("facts beside the message are kept, such as the sha256 that is newest now", () => {
  const error = { code: "package_changed", message: "newer", requestId: "req_1", packageId: "pkg_2", sha256: "9c1f" };
  expect(readApiError(409, { error }, null)).toMatchObject({
    code: "package_changed",
    facts: { packageId: "pkg_2", sha256: "9c1f" },
  });
});

test("contract fleet's sentence is put at the field that it begins with", () => {
  const cpu = readApiError(400, { detail: "resources.cpu: must be one of 1, 2" }, null);
  expect(cpu).toMatchObject({ fields: { "resources.cpu": "must be one of 1, 2" } });
  const taken = readApiError(409, { detail: "Agent with name 'a' already exists" }, "req_1");
  expect(taken).toMatchObject({ message: "Agent with name 'a' already exists", fields: {}, requestId: "req_1" });
  const shape = [{ type: "missing", loc: ["body", "name"], msg: "Field required", input: {} }];
  expect(readApiError(422, { detail: shape }, null)).toMatchObject({ fields: { name: "Field required" } });
});
