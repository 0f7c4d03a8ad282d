import { timingSafeEqual } from "node:crypto";
import { visitorOf } from "@/lib/auth/visitor";
import { freeSpace } from "@/lib/blobs/free-space";
import { consoleContract } from "@/lib/contracts/console/contract";
import { toInstance } from "@/lib/contracts/console/present/instance";
import { health, instance, instanceChanges, readiness } from "@/lib/contracts/console/wire/operation";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { countAgents, countJobs } from "@/lib/domain/instance/count-gauges";
import { getInstance } from "@/lib/domain/instance/queries";
import { updateInstance } from "@/lib/domain/instance/update-instance";
import { checkReadiness } from "@/lib/domain/readiness/queries";
import { settings } from "@/lib/env";
import { jsonBody } from "@/lib/http/body";
import { endpoint, publicEndpoint } from "@/lib/http/endpoint";
import { countedGauge } from "@/lib/http/metrics";
import { metricsOfAll } from "@/lib/http/metrics-of-all";
import { bytes, json, withStatus } from "@/lib/http/reply";

/** Answers while the process does; touches nothing else. */
export const showHealth = publicEndpoint({
  contract: consoleContract,
  method: "GET",
  path: "/health",
  summary: "Whether the process answers",
  reply: json(health),
  handle: async () => ({ status: "ok" as const }),
});

/** Whether this process can do its work. */
export const showReadiness = publicEndpoint({
  contract: consoleContract,
  method: "GET",
  path: "/readyz",
  summary: "Whether database, migrations, blob store and job worker are there",
  description: "200 when ready, 503 when not. Instance admins see the single checks.",
  reply: json(readiness),
  handle: async ({ incoming }) => {
    const [checks, visitor] = await Promise.all([checkReadiness(), visitorOf(incoming.headers)]);
    const ready = checks.every((check) => check.ok);
    const status = ready ? ("ready" as const) : ("not_ready" as const);
    return withStatus(visitor?.instanceAdmin ? { status, checks } : { status }, ready ? 200 : 503);
  },
});

function isMetricsToken(authorization: string | null): boolean {
  const { MUSTER_METRICS_TOKEN: token } = settings();
  const sent = Buffer.from(authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return token !== undefined && sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** Numbers for Prometheus. */
export const showMetrics = publicEndpoint({
  contract: consoleContract,
  method: "GET",
  path: "/metrics",
  summary: "Numbers for Prometheus",
  description: "With `Authorization: Bearer $MUSTER_METRICS_TOKEN`, or as an instance admin.",
  reply: bytes("text/plain; version=0.0.4; charset=utf-8"),
  faults: ["unauthenticated"],
  handle: async ({ incoming }) => {
    const known = isMetricsToken(incoming.headers.get("authorization"));
    if (!known && !(await visitorOf(incoming.headers))?.instanceAdmin) {
      throw new DomainError("unauthenticated", "Not authenticated");
    }
    countedGauge("muster_agents", "Living agents by observed state", "status", countAgents);
    countedGauge("muster_jobs", "Jobs in the queue by state", "state", countJobs);
    return { stream: await metricsOfAll() };
  },
});

const presented = async (ctx: Ctx) => toInstance(await getInstance(ctx, null), await freeSpace());

/** The deployment itself. */
export const showInstance = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/instance",
  summary: "This deployment: version, database, runtime, storage, limits",
  reply: json(instance),
  verb: getInstance,
  handle: ({ ctx }) => presented(ctx),
});

/** Changes the deployment. */
export const patchInstance = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/instance",
  summary: "Rename this deployment, change its settings",
  body: jsonBody(instanceChanges),
  reply: json(instance),
  verb: updateInstance,
  handle: async ({ ctx, body }) => {
    await updateInstance(ctx, body);
    return presented(ctx);
  },
});
