import { setTimeout as pause } from "node:timers/promises";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { type AgentStats, getAgentStats } from "@/lib/domain/load/queries";

const LOOK = 250;
/** A run is measured once it is seen and then every 5 s; the first measurement of a container takes two, ms. */
const WAIT = 6_000;
const YOUNG = 45_000;

/** `getAgentStats`, waiting some seconds for the first measurement of a run that has just begun. Throws `not_found`. */
export async function awaitAgentStats(ctx: Ctx, agent: AgentRef, waitMs = WAIT): Promise<AgentStats> {
  const late = Date.now() + waitMs;
  for (;;) {
    const stats = await getAgentStats(ctx, agent);
    const age = stats.startedAt === null ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(stats.startedAt);
    const coming = stats.status === "running" && stats.cpuPercent === null && age < YOUNG;
    if (!coming || Date.now() > late) return stats;
    await pause(LOOK);
  }
}
