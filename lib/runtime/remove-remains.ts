import { z } from "zod";
import { postponeRemains } from "@/lib/domain/retention/postpone-remains";
import { contentsOfNobody, isPurged } from "@/lib/domain/retention/queries";
import { removeInstalled } from "@/lib/runtime/install-package";
import { removeLog } from "@/lib/runtime/load-log";

const remainsJob = z.object({ agentId: z.string(), sha256s: z.array(z.string()) });

type Places = { runtimeRoot: string; logDirectory: string };

/**
 * Removes what a purged agent left: its log, the installed packages that no other agent has, and its workspace. What
 * another's run still uses, or an engine does not answer about, is asked for again in ten minutes, over every restart. A
 * repeat finds nothing. The packages' bytes are the sweeper's.
 */
export async function removeRemains(
  payload: unknown,
  { runtimeRoot, logDirectory }: Places,
  removeWorkspace: (agentId: string) => Promise<boolean>,
): Promise<void> {
  const { agentId, sha256s } = remainsJob.parse(payload);
  if (!(await isPurged(agentId))) return;
  for (const sha256 of await contentsOfNobody(sha256s)) await removeInstalled(runtimeRoot, sha256);
  await removeLog(logDirectory, agentId);
  if (!(await removeWorkspace(agentId))) await postponeRemains(agentId);
}
