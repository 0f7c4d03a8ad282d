"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { DraftBanner } from "@/components/releases/draft-banner";
import { onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { type AgentTab, useAgentAddress } from "@/lib/client/agent-address";
import { describeDoing } from "@/lib/client/agent-doing";
import { runtimeQueries } from "@/lib/client/runtime-queries";
import { submissionQueries } from "@/lib/client/submission-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AgentFailure } from "./agent-failure";
import { AgentHeader } from "./agent-header";
import { WorkspacePanel, workspaceTabs } from "./workspace-panel";

const OverviewTab = onDemand(() => import("./overview-tab"), "soon");
const RuntimeTab = lazy(() =>
  import("@/components/runtime/runtime-tab").then(({ RuntimeTab }) => ({ default: RuntimeTab })),
);
const SharingTab = lazy(() =>
  import("@/components/sharing/sharing-tab").then(({ SharingTab }) => ({ default: SharingTab })),
);
const ActivityTab = lazy(() => import("./activity-tab").then(({ ActivityTab }) => ({ default: ActivityTab })));
const ResourcesTab = lazy(() => import("./resources-tab").then(({ ResourcesTab }) => ({ default: ResourcesTab })));
const ToolsTab = lazy(() => import("./tools-tab").then(({ ToolsTab }) => ({ default: ToolsTab })));
const VersionsTab = lazy(() => import("./versions-tab").then(({ VersionsTab }) => ({ default: VersionsTab })));
const ImportTodo = lazy(() => import("@/components/transfers/import-todo"));
const PluginsTab = lazy(() => import("@/components/agent-plugins/plugins-tab"));
const ContextTab = lazy(() => import("@/components/agent-plugins/context-tab"));

export type AgentViewProps = {
  agentRef: string;
  agent: AgentDetail;
  /** Deleted meanwhile: nothing is read any more. */
  gone: boolean;
  maxBytes: number;
  /** Called with the new name when this person has renamed the agent. */
  onRenamed: (name: string) => void;
  onRemoved: () => void;
};

/** The page of an agent that could be read. */
export function AgentView({ agentRef, agent, gone, maxBytes, onRenamed, onRemoved }: AgentViewProps) {
  const [{ tab }, setAddress] = useAgentAddress();
  const integrated = agent.hosting === "integrated";
  const packaged = agent.newestPackage !== null;
  const { data: tools } = useQuery({ ...runtimeQueries.tools(agent.id), enabled: !gone && integrated });
  const mayRead = agent.may.includes("readPackages");
  const { data: newest } = useQuery({ ...submissionQueries.newest(agent.id), enabled: !gone && packaged && mayRead });
  const doing = describeDoing({ agent, tools, newest });
  const open = (next: AgentTab) => void setAddress({ tab: next });
  const toolCount = tools?.report?.tools.length;
  return (
    <>
      <AgentHeader agentRef={agentRef} agent={agent} doing={doing} maxBytes={maxBytes} onRemoved={onRemoved} />
      {doing.failure && !gone && (
        <div className="mb-4">
          <AgentFailure
            failure={doing.failure}
            onLog={agent.may.includes("readLog") && tab !== "runtime" ? () => open("runtime") : undefined}
          />
        </div>
      )}
      {!gone && (
        <DraftBanner agent={agent} onReview={() => void setAddress({ tab: "versions", from: "live", to: "draft" })} />
      )}
      <Tabs
        label={`Parts of ${agent.name}`}
        value={tab}
        onChange={open}
        items={[
          { id: "overview", label: "Overview" },
          { id: "runtime", label: "Runtime" },
          ...(integrated ? [{ id: "tools" as const, label: "Tools", count: toolCount }] : []),
          { id: "versions", label: "Versions" },
          { id: "resources", label: "Resources" },
          { id: "plugins", label: "Plugins" },
          { id: "context", label: "Context" },
          ...workspaceTabs(agent),
          { id: "sharing", label: "Sharing" },
          { id: "activity", label: "Activity" },
        ]}
      >
        {tab === "overview" && !gone && <AfterImport agent={agent} />}
        <Suspense fallback={<SkeletonLines className="py-4" />}>
          {tab === "overview" && <OverviewTab agentRef={agentRef} agent={agent} tools={tools} onTab={open} />}
          {tab === "tools" && <ToolsTab agent={agent} />}
          {tab === "runtime" && <RuntimeTab agent={agent} doing={doing} gone={gone} />}
          {tab === "versions" && <VersionsTab agent={agent} />}
          {tab === "resources" && <ResourcesTab agent={agent} />}
          {tab === "plugins" && <PluginsTab agent={agent} />}
          {tab === "context" && <ContextTab agent={agent} />}
          {tab === "sharing" && <SharingTab agent={agent} />}
          {tab === "activity" && <ActivityTab agentId={agent.id} name={agent.name} />}
        </Suspense>
        <WorkspacePanel {...{ tab, agentRef, agent, gone, onRenamed, onRemoved }} />
      </Tabs>
    </>
  );
}

/** What an import left to do stands on the page until the first publish. */
function AfterImport({ agent }: { agent: AgentDetail }) {
  if (agent.live || !agent.may.includes("edit")) return null;
  return (
    <Suspense fallback={null}>
      <ImportTodo agent={agent} />
    </Suspense>
  );
}
