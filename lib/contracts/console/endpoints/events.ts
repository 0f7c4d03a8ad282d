import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { eventTopics } from "@/lib/domain/change";
import { personalStream, takePlace } from "@/lib/events/personal-stream";
import { endpoint } from "@/lib/http/endpoint";
import { events } from "@/lib/http/reply";

const usual = eventTopics.filter((topic) => topic !== "fleet");

const topicList = z
  .string()
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(z.enum(eventTopics)).max(eventTopics.length));

/** Live events (contract 6 §13). */
export const eventStream = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/events",
  summary: "Hear of changes as they happen",
  description:
    "Server-Sent Events, filtered at sending by what you may read. `Last-Event-ID` resumes within the last hour.",
  query: z.strictObject({
    topics: topicList.optional().describe("Comma-separated; all but `fleet` when absent"),
    agentId: z.string().max(40).optional(),
  }),
  reply: events(
    "agent_*",
    "package_*",
    "resource_changed",
    "plugin_changed",
    "notification",
    "stats",
    "resync",
    "session_ended",
  ),
  verb: { permission: "self.read" },
  handle: async ({ ctx, query, incoming }) => {
    const giveBack = takePlace(ctx.actor);
    const named = incoming.url.searchParams.has("workspaceId") || incoming.headers.has("x-workspace-id");
    const request = {
      actor: ctx.actor,
      headers: incoming.headers,
      topics: query.topics ?? usual,
      workspaceId: named ? ctx.workspaceId : null,
      agentId: query.agentId ?? null,
      lastEventId: incoming.headers.get("last-event-id"),
    };
    return async function* source(signal: AbortSignal) {
      try {
        yield* personalStream(request, signal);
      } finally {
        giveBack();
      }
    };
  },
});
