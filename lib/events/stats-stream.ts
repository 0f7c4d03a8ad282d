import type { HeaderReader } from "@/lib/auth/header-reader";
import { byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { type AgentStats, getAgentStats, readAgentStats } from "@/lib/domain/load/queries";
import { watchRight } from "@/lib/events/watch-right";
import type { StreamEvent } from "@/lib/http/reply";

const STEP = 2_000;

type Listener = (stats: AgentStats | null) => void;
type Upstream = { listeners: Set<Listener>; timer: NodeJS.Timeout };

const upstreams = new Map<string, Upstream>();

async function tell(agentId: string): Promise<void> {
  // A database that is away for a moment ends no stream.
  const stats = await readAgentStats(agentId).catch(() => undefined);
  if (stats === undefined) return;
  for (const listener of upstreams.get(agentId)?.listeners ?? []) listener(stats);
}

/** One reading every 2 s for each agent, however many look at it. */
function listen(agentId: string, listener: Listener): () => void {
  const upstream = upstreams.get(agentId) ?? {
    listeners: new Set(),
    timer: setInterval(() => void tell(agentId), STEP),
  };
  upstreams.set(agentId, upstream);
  upstream.listeners.add(listener);
  return () => {
    upstream.listeners.delete(listener);
    if (upstream.listeners.size > 0) return;
    clearInterval(upstream.timer);
    upstreams.delete(agentId);
  };
}

/** How many agents are read for somebody now. */
export function countUpstreams(): number {
  return upstreams.size;
}

const toData = ({ agentId: _, ...stats }: AgentStats) => stats;

export type StatsRequest = { ctx: Ctx; agentId: string; headers: HeaderReader };

/** What an agent uses, every 2 s, until it stops, the reader leaves or loses the right to it. */
export async function* statsStream(request: StatsRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const { agentId } = request;
  let newest: AgentStats | null | undefined = await readAgentStats(agentId);
  let reason: string | null = null;
  let wake: () => void = () => undefined;
  const allow = (ctx: Ctx) => getAgentStats(ctx, byId(agentId));
  const endWith = (said: string) => {
    reason ??= said;
    wake();
  };
  const unwatch = watchRight({ ...request, allow }, endWith);
  const unlisten = listen(agentId, (stats) => {
    newest = stats;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  try {
    while (!signal.aborted && reason === null) {
      const stats = newest;
      newest = undefined;
      if (stats === null) endWith("deleted");
      else if (stats && stats.status !== "running") endWith("stopped");
      else if (stats) yield { event: "stats", data: toData(stats) };
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    if (!signal.aborted) yield { event: "end", data: { reason } };
  } finally {
    unwatch();
    unlisten();
    signal.removeEventListener("abort", onAbort);
  }
}
