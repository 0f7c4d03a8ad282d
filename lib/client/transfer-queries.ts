import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { auditPage } from "@/lib/contracts/console/wire/audit";
import type { ExportContents, Omission } from "@/lib/contracts/releases/wire/transfers";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";
import { isRecord } from "./is-record";

/** A version to export: `draft`, `live`, a label, or "" for what the person is shown. */
type Version = string;

const door = ({ id, workspaceId }: Pick<AgentDetail, "id" | "workspaceId">, name: string, version: Version) => {
  const path = `/tenants/${encodeURIComponent(workspaceId ?? "")}/api/v2/agents/${encodeURIComponent(id)}/${name}`;
  return version === "" ? path : `${path}?${new URLSearchParams({ version })}`;
};

/** Where the browser downloads the zip of a version. */
export const exportAddress = (agent: AgentDetail, version: Version) => door(agent, "export", version);

/** The code is the server's own, which wrote the event. */
function isOmission(value: unknown): value is Omission {
  return isRecord(value) && [value.code, value.path, value.message].every((part) => typeof part === "string");
}

function omissionsIn(facts: unknown): Omission[] | null {
  if (!isRecord(facts) || !Array.isArray(facts.omissions)) return null;
  return facts.omissions.every(isOmission) ? facts.omissions : null;
}

/** What goes into an export, and what an import has left open. */
export const transferQueries = {
  contents: (agent: AgentDetail, version: Version) =>
    queryOptions({
      queryKey: [...agentQueries.all, "export", agent.id, version],
      queryFn: ({ signal }) =>
        api<ExportContents>(door(agent, "export-contents", version), { signal, workspace: null }),
    }),
  /** What did not arrive with the import that made an agent, as the audit trail keeps it; null for other agents. */
  omissions: (agentId: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "imported", agentId],
      queryFn: async ({ signal }) => {
        const search = new URLSearchParams({ targetId: agentId, action: "agent.imported", limit: "1" });
        const { data } = await api<z.infer<typeof auditPage>>(`/api/audit?${search}`, { signal });
        return omissionsIn(data[0]?.after);
      },
      staleTime: "static",
    }),
};
