import { expect, test } from "vitest";
import { isSecretSet, secretName, serverOf } from "./import-secrets";

const at = (rest: string) => `agent-spec.yaml#mcp-servers[0].${rest}`;

test.each([
  [at("headers.Authorization"), "Header Authorization"],
  ["agent-spec.yaml#mcp-servers[12].headers.x.y", "Header x.y"],
  [at("env.API_KEY"), "Variable API_KEY"],
  [at("args[2]"), "Argument 3"],
  [at("url"), "Address"],
  [at("oauth-client-config"), "OAuth settings"],
  ["actions/a/.env", "actions/a/.env"],
])("%s is called %s", (path, name) => {
  expect(secretName(path)).toBe(name);
});

test("a secret is open until the server has a value in its place", () => {
  const bare = { url: null, command: null, headers: {}, env: {}, args: ["--key", ""] };
  const places = ["headers.Authorization", "env.API_KEY", "args[1]", "url", "command", "oauth-client-config"].map(at);
  expect(places.filter((path) => isSecretSet(bare, path))).toEqual([]);
  const full = {
    url: "https://tools.example/mcp",
    command: "serve",
    headers: { Authorization: "********" },
    env: { API_KEY: "********" },
    args: ["--key", "********"],
  };
  expect(places.filter((path) => !isSecretSet(full, path))).toEqual([at("oauth-client-config")]);
});

test("a server is found by its name, also when that got a number", () => {
  const servers = [{ name: "tools (2)" }, { name: "mail" }];
  expect(serverOf(servers, "mail")).toEqual({ name: "mail" });
  expect(serverOf(servers, "tools")).toEqual({ name: "tools (2)" });
  expect(serverOf(servers, "tool")).toBeNull();
});
