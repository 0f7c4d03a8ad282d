import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { toSession } from "@/lib/contracts/console/present/people";
import { pageParameters } from "@/lib/contracts/console/wire/list";
import { count, sessionPage, sessionParams } from "@/lib/contracts/console/wire/me";
import { endOtherSessions } from "@/lib/domain/sessions/end-other-sessions";
import { endSession } from "@/lib/domain/sessions/end-session";
import { listSessions } from "@/lib/domain/sessions/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing } from "@/lib/http/reply";

const LIMIT = 100;

/** The caller's sessions. */
export const listOwnSessions = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/me/sessions",
  summary: "Your sessions and tokens, newest first",
  query: z.object(pageParameters),
  reply: json(sessionPage),
  faults: ["invalid_cursor"],
  verb: listSessions,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listSessions(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toSession), pageInfo };
  },
});

/** Ends all sessions but this one. */
export const endOtherOwnSessions = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/me/sessions",
  summary: "End all your sessions but this one",
  reply: json(count),
  verb: endOtherSessions,
  handle: ({ ctx }) => endOtherSessions(ctx, null),
});

/** Ends one session. */
export const endOneOwnSession = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/me/sessions/{session}",
  summary: "End one of your sessions",
  params: sessionParams,
  reply: nothing,
  faults: ["not_found"],
  verb: endSession,
  handle: async ({ ctx, params }) => {
    await endSession(ctx, params.session);
    return undefined;
  },
});
