import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentRow, agentPage } from "@/lib/contracts/console/wire/agent";
import type { AuditEvent, auditPage } from "@/lib/contracts/console/wire/audit";
import type { FleetStats } from "@/lib/contracts/console/wire/overview";
import type { queuePage } from "@/lib/contracts/console/wire/review";
import { isNews } from "./audit-news";
import { api } from "./fetcher";
import type { PackagePage } from "./submission-queries";

const SHOWN = 5;
/** The supervisor measures every 10 s; counts come faster by events. */
const LOAD_AGE = 10_000;
const EVENTS_READ = 60;
const EVENTS_SHOWN = 10;

/** What the first page shows, each card its own query, so that one that fails leaves the others alone. */
export const overviewQueries = {
  all: ["overview"] as const,
  stats: () =>
    queryOptions({
      queryKey: [...overviewQueries.all, "stats"],
      queryFn: ({ signal }) => api<FleetStats>("/api/fleet/stats", { signal }),
      refetchInterval: LOAD_AGE,
    }),
  /** The oldest packages that wait for this person's review. */
  queue: () =>
    queryOptions({
      queryKey: ["review", "overview"],
      queryFn: ({ signal }) => api<z.infer<typeof queuePage>>(`/api/review?limit=${SHOWN}`, { signal }),
    }),
  failedAgents: () =>
    queryOptions({
      queryKey: ["agents", "overview", "failed"],
      queryFn: async ({ signal }): Promise<AgentRow[]> => {
        const page = await api<z.infer<typeof agentPage>>(`/api/console/agents?failed=true&limit=${SHOWN}`, { signal });
        return page.data;
      },
    }),
  /** The newest of this person's packages; which of them need them is a rule of `package-attention.ts`. */
  mine: () =>
    queryOptions({
      queryKey: ["packages", "overview"],
      queryFn: ({ signal }) => api<PackagePage>("/api/packages?submittedBy=me&limit=50", { signal }),
    }),
  events: () =>
    queryOptions({
      queryKey: [...overviewQueries.all, "events"],
      queryFn: async ({ signal }): Promise<AuditEvent[]> => {
        const search = new URLSearchParams({ limit: String(EVENTS_READ), outcome: "success" });
        const page = await api<z.infer<typeof auditPage>>(`/api/audit?${search}`, { signal });
        return page.data.filter(isNews).slice(0, EVENTS_SHOWN);
      },
    }),
};
