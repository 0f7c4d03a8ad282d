import { authenticate } from "@/lib/auth/authenticate";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { subscribe } from "@/lib/events/event-hub";

export type EndReason = "session" | "access" | "deleted";

/** A stream about one agent; `allow` throws where the reader may not have it. */
export type Watched = {
  ctx: Ctx;
  agentId: string;
  headers: HeaderReader;
  allow: (ctx: Ctx) => Promise<unknown>;
};

async function endedRight({ ctx, headers, allow }: Watched): Promise<"session" | "access" | null> {
  try {
    const found = await authenticate(headers);
    if (!found) return "session";
    await allow({ ...ctx, actor: found.actor });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError) || error.fault === "unavailable") return null;
    return error.fault === "unauthenticated" ? "session" : "access";
  }
}

/** Calls back as soon as the reader's right to a stream is gone; until the returned function is called. */
export function watchRight(watched: Watched, onEnd: (reason: EndReason) => void): () => void {
  return subscribe(async (heard) => {
    const deleted =
      heard.kind === "event" &&
      heard.event.payload.type === "agent_deleted" &&
      heard.event.targetId === watched.agentId;
    const reason = deleted ? "deleted" : heard.kind === "event" ? null : await endedRight(watched);
    if (reason) onEnd(reason);
  });
}
