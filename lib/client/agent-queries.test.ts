import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { agentQueries, listAge, switchAgent } from "./agent-queries";

const at = "2026-03-02T10:00:00.000Z";
const agent: AgentDetail = {
  id: "agt_1",
  number: 1,
  name: "scout",
  description: "",
  hosting: "integrated",
  type: "general",
  reviewStatus: "ACTIVE",
  runState: "running",
  isolation: null,
  version: null,
  owner: null,
  workspaceId: null,
  tags: [],
  pendingPackageId: null,
  error: null,
  createdAt: at,
  updatedAt: at,
  startedAt: at,

  lifecycleState: "live",
  deletedAt: null,
  retentionTier: null,
  purgeAt: null,
  supportsBackground: false,
  newestPackage: null,
  runningPackage: null,
  runtime: null,
  may: ["disable"],
  trashDays: null,
  live: null,
  rev: 1,
};

test("switching off shows at once, and a refusal takes it back", async () => {
  const client = new QueryClient();
  const { queryKey } = agentQueries.one("1");
  client.setQueryData(queryKey, agent);
  const { onMutate, onError } = switchAgent(client, "1");
  const context = await onMutate("disable");
  expect(client.getQueryData(queryKey)).toMatchObject({ reviewStatus: "DISABLED", may: ["enable"] });
  onError(new Error("refused"), "disable", context);
  expect(client.getQueryData(queryKey)).toEqual(agent);
});

test("a long list is not read again at every event, a short one is", () => {
  expect(listAge(5)).toBe(15_000);
  expect(listAge(6)).toBe("static");
});
