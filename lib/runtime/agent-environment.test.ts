import { expect, test } from "vitest";
import { isAgentToken } from "@/lib/auth/agent-token";
import { hashOf } from "@/lib/auth/secrets";
import { addressForAgents, agentEnvironment } from "@/lib/runtime/agent-environment";

test("in a container this machine has another name; other addresses are left as they are", () => {
  expect(addressForAgents("process", "http://localhost:3000")).toBe("http://localhost:3000");
  for (const own of ["localhost", "127.0.0.1", "[::1]"])
    expect(addressForAgents("docker", `http://${own}:3000`)).toBe("http://host.docker.internal:3000");
  expect(addressForAgents("docker", "https://muster.example.com/console/")).toBe("https://muster.example.com/console");
  expect(addressForAgents("docker", "http://localhost.example.com")).toBe("http://localhost.example.com");
});

test("each start has a new token, of which the hash is kept", () => {
  const wish = { number: 42, workspaceId: "5b0e8c9e-2f0a-4c1e-9d57-0d6f2f7b8a11" };
  const { environment, tokenHash } = agentEnvironment(wish, "process");
  const { MUSTER_AGENT_TOKEN = "", ...rest } = environment;
  expect(rest).toEqual({
    MUSTER_URL: "http://localhost:3000",
    MUSTER_AGENT_ID: "42",
    MUSTER_WORKSPACE_ID: wish.workspaceId,
  });
  expect([isAgentToken(MUSTER_AGENT_TOKEN), hashOf(MUSTER_AGENT_TOKEN)]).toEqual([true, tokenHash]);
  expect(agentEnvironment(wish, "process").tokenHash).not.toBe(tokenHash);
});
