import { givePortBack, leaseOtherPort } from "@/lib/domain/runtimes/lease-port";
import type { RuntimeDriver } from "@/lib/runtime/driver";

const MOST_TRIES = 50;

/** Where a run offers SSH. `words` say to people what is unusual about it; with `port` null they are why there is none. */
export type SshPort = { port: number | null; words: string | null };

/** The leased port of a run or, where another program of the machine listens there, the next free one, leased instead. */
export async function findSshPort(
  isPortFree: RuntimeDriver["isPortFree"],
  { agentId, port: leased }: { agentId: string; port: number | null },
): Promise<SshPort> {
  const taken: number[] = [];
  let port = leased;
  while (port !== null && !(await isPortFree(port))) {
    taken.push(port);
    if (taken.length === MOST_TRIES) await givePortBack(agentId);
    port = taken.length === MOST_TRIES ? null : await leaseOtherPort({ agentId, taken });
  }
  if (taken.length === 0) return { port, words: null };
  if (port !== null) {
    return { port, words: `Port ${leased} is taken by another program of this machine; SSH is offered at ${port}` };
  }
  const more = taken.length === 1 ? "" : ` and ${taken.length - 1} more`;
  return { port, words: `SSH is not offered: port ${leased}${more} of this machine are taken by other programs` };
}
