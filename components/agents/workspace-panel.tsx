"use client";
import { lazy, Suspense } from "react";
import { Alert } from "@/components/ui/alert";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { TabItem } from "@/components/ui/tabs";
import type { AgentTab } from "@/lib/client/agent-address";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const CredentialsTab = lazy(() => import("@/components/credentials/credentials-tab"));
const FilesTab = lazy(() => import("@/components/agent-files/files-tab"));
const FoldersTab = lazy(() => import("@/components/folders/folders-tab"));
const SettingsTab = lazy(() => import("@/components/agent-settings/settings-tab"));

const items: readonly TabItem<AgentTab>[] = [
  { id: "files", label: "Files" },
  { id: "credentials", label: "Credentials" },
  { id: "folders", label: "Folders" },
  { id: "settings", label: "Settings" },
];
const own: ReadonlySet<AgentTab> = new Set(items.map(({ id }) => id));

/** The tabs of agents that have a workspace of their own. */
export function workspaceTabs({ hosting }: AgentDetail): readonly TabItem<AgentTab>[] {
  return hosting === "container" ? items : [];
}

type WorkspacePanelProps = {
  tab: AgentTab;
  agentRef: string;
  agent: AgentDetail;
  gone: boolean;
  onRenamed: (name: string) => void;
  onRemoved: () => void;
};

/** What one of those tabs shows; nothing on another tab. */
export function WorkspacePanel({ tab, agentRef, agent, gone, onRenamed, onRemoved }: WorkspacePanelProps) {
  if (!own.has(tab)) return null;
  if (gone) return <Alert title="This went with the agent" />;
  if (agent.hosting !== "container") {
    return (
      <Alert title="This agent has no workspace of its own">
        It runs inside Muster from its package: its files are on the Versions tab.
      </Alert>
    );
  }
  return (
    <Suspense fallback={<SkeletonLines className="py-4" />}>
      {tab === "files" && <FilesTab agentRef={agentRef} agent={agent} />}
      {tab === "credentials" && <CredentialsTab agentRef={agentRef} agent={agent} />}
      {tab === "folders" && <FoldersTab agentRef={agentRef} agent={agent} />}
      {tab === "settings" && (
        <SettingsTab agentRef={agentRef} agent={agent} onRenamed={onRenamed} onRemoved={onRemoved} />
      )}
    </Suspense>
  );
}
