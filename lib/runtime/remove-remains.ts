import { z } from "zod";
import { contentsOfNobody, isPurged } from "@/lib/domain/retention/queries";
import { removeInstalled } from "@/lib/runtime/install-package";
import { removeLog } from "@/lib/runtime/load-log";

const remainsJob = z.object({ agentId: z.string(), sha256s: z.array(z.string()) });

type Places = { runtimeRoot: string; logDirectory: string };

/**
 * Removes from this machine what a purged agent left: its log, and the installed packages that no other agent has. A
 * repeat finds nothing. The packages' bytes are the sweeper's.
 */
export async function removeRemains(payload: unknown, { runtimeRoot, logDirectory }: Places): Promise<void> {
  const { agentId, sha256s } = remainsJob.parse(payload);
  if (!(await isPurged(agentId))) return;
  for (const sha256 of await contentsOfNobody(sha256s)) await removeInstalled(runtimeRoot, sha256);
  await removeLog(logDirectory, agentId);
}
