import { db } from "@/lib/db";
import type { RuntimeDriver } from "@/lib/runtime/driver";

/** In what database and engine disagree about an agent, in words; null when they are at one and what is wished is so. */
export async function disagreement(driver: RuntimeDriver, agentId: string): Promise<string | null> {
  const seen = await driver.observe(agentId);
  const row = await db().runtime.findUnique({ where: { agentId }, include: { agent: true } });
  const deleted = row?.agent.deletedAt != null;
  const wanted = row?.desiredState === "running" && !deleted;
  const runs = seen?.state === "running";
  const found = [
    runs !== wanted && `it ${runs ? "runs" : "does not run"} and is ${wanted ? "" : "not "}wanted`,
    (row?.observedState ?? "stopped") !== (wanted ? "running" : "stopped") && `noted as ${row?.observedState}`,
    (row?.doorUrl ?? null) !== (runs ? (seen?.door ?? null) : null) && "another door is noted",
    deleted && seen !== null && "a run of it is left",
    deleted && row.port !== null && "its port is not free",
    runs && driver.name === "process" && seen.spec?.name !== row?.agent.name && "its run has another name",
  ].filter((words) => words !== false);
  return found.length > 0 ? `${agentId} ${found.join("; ")} (${row?.error ?? "no error"})` : null;
}
