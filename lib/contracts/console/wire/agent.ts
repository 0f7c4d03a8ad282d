import { z } from "zod";
import {
  flag,
  optionalParameter,
  orderParameter,
  pageOf,
  pageParameters,
  person,
  repeatable,
  searchText,
  time,
} from "./list";

export const reviewStatus = z.enum(["PENDING", "ACTIVE", "REJECTED", "DISABLED"]);
export const runState = z.enum(["running", "stopped", "exited"]);
export const hosting = z.enum(["integrated", "container"]);
export const packageStatus = z.enum(["pending", "approved", "declined", "withdrawn", "superseded"]);

/** What a page may offer on one agent. */
export const agentVerbs = [
  "disable",
  "enable",
  "remove",
  "submitVersion",
  "start",
  "stop",
  "callTools",
  "readLog",
  "toggleBackground",
  "readPackages",
  "share",
  "edit",
  "review",
] as const;

const agentFields = {
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  description: z.string(),
  hosting,
  type: z.string(),
  reviewStatus,
  runState,
  isolation: z.string().nullable(),
  version: z.string().nullable().describe("Version of the newest package"),
  owner: person.nullable(),
  workspaceId: z.string().nullable(),
  tags: z.array(z.string()),
  pendingPackageId: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  startedAt: time.nullable(),
  lifecycleState: z.enum(["draft", "live"]),
  deletedAt: time.nullable(),
  retentionTier: z.enum(["short", "medium", "long", "none"]).nullable().describe("Of deleted agents"),
  purgeAt: time.nullable().describe("When a deleted agent goes for good by itself; null: never"),
};

export const agentRow = z.strictObject(agentFields);
export type AgentRow = z.infer<typeof agentRow>;

const packageRef = z.strictObject({ id: z.string(), version: z.string(), status: packageStatus });

export const agentRuntime = z.strictObject({
  desiredState: z.enum(["running", "stopped"]),
  observedState: runState,
  loadedPackageId: z.string().nullable(),
  loadedVersion: z.string().nullable(),
  startedAt: time.nullable(),
  error: z.string().nullable(),
  restarts: z.number().int(),
  isolation: z.string().nullable(),
  driver: z.enum(["loader", "process", "docker"]),
  exitCode: z.number().int().nullable(),
  observedAt: time.nullable().describe("When the state was last seen"),
  containerId: z.string().nullable(),
  imageVersion: z.string().nullable(),
  port: z.number().int().nullable().describe("SSH port, for the agent's life"),
  contextUsed: z.number().int().describe("Tokens"),
  contextMax: z.number().int().describe("Tokens; 0 while unknown"),
  report: z.record(z.string(), z.unknown()).nullable(),
});

export const agentDetail = z.strictObject({
  ...agentFields,
  supportsBackground: z.boolean(),
  live: z.strictObject({ id: z.string(), label: z.string() }).nullable().describe("The version that is live"),
  newestPackage: packageRef.nullable(),
  runningPackage: packageRef.nullable(),
  runtime: agentRuntime.nullable(),
  may: z.array(z.enum(agentVerbs)),
  trashDays: z.number().int().nullable().describe("Days in the trash after a deletion; null: until purged by hand"),
  rev: z.number().int(),
});
export type AgentDetail = z.infer<typeof agentDetail>;

export const agentPage = pageOf(agentRow);
export const agentParams = z.strictObject({ agent: z.string().min(1).max(255) });
export const agentListQuery = z.strictObject({
  ...pageParameters,
  orderBy: orderParameter,
  q: searchText,
  status: repeatable(reviewStatus),
  run: repeatable(runState),
  hosting: optionalParameter(hosting),
  failed: flag.describe("Only agents with an error, or only those without"),
  filter: optionalParameter(z.string()).describe("Filter as JSON, as in the registry's GET /api/agents"),
  deleted: optionalParameter(z.enum(["false", "true", "only"])).describe("Deleted agents: left out, let in, or alone"),
});
export const agentPatch = z.strictObject({ supportsBackground: z.boolean() });
export const agentDeletion = z.strictObject({ force: flag.describe("Delete although jobs or agents use it") });
