import { expect, test } from "vitest";
import { ApiError } from "./api-error";
import { mcpServerForm, mcpServerValues, onWholeFields, skillForm, toolForm } from "./resource-forms";

const base = { name: "x", description: "" };

test("hidden values that nobody typed over go back as their mask", () => {
  const values = {
    ...mcpServerValues(null),
    ...base,
    url: " https://x.example/ ",
    headers: [
      { name: "Authorization", value: "", stored: true },
      { name: "X-New", value: "v", stored: false },
      { name: "X-Over", value: "w", stored: true },
      { name: "", value: "", stored: false },
    ],
  };
  expect(mcpServerForm.parse(values)).toMatchObject({
    url: "https://x.example/",
    headers: { Authorization: "********", "X-New": "v", "X-Over": "w" },
    command: null,
  });
});

test("a server that is run has no address, whatever was typed before", () => {
  const values = {
    ...mcpServerValues(null),
    ...base,
    transport: "stdio",
    url: "https://x",
    command: "npx",
    args: "-y\n\npkg",
  };
  expect(mcpServerForm.parse(values)).toMatchObject({ url: null, headers: {}, command: "npx", args: ["-y", "pkg"] });
});

test("tags are split, JSON is read and its faults have places", () => {
  expect(skillForm.parse({ ...base, text: "t", tags: "a, b  c" }).tags).toEqual(["a", "b", "c"]);
  const tool = { ...base, category: "", configuration: '{"a":1}', inputSchemaId: "" };
  expect(toolForm.parse(tool)).toMatchObject({ configuration: { a: 1 }, inputSchemaId: null });
  for (const configuration of ["[]", "1", "{"]) {
    expect(toolForm.safeParse({ ...tool, configuration }).error?.issues[0]?.path).toEqual(["configuration"]);
  }
});

test("places inside a field are told at the field", () => {
  const error = new ApiError(400, "invalid_body", "m", {
    "schema.properties.a": "is wrong",
    "tags[1]": "x",
    name: "taken",
  });
  expect(onWholeFields(error)).toMatchObject({
    fields: { schema: "properties.a: is wrong", tags: "[1]: x", name: "taken" },
  });
});
