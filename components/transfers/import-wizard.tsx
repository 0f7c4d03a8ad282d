"use client";
import { Bot } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { FileDrop } from "@/components/patterns/file-drop";
import { PageHeader } from "@/components/patterns/page-header";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { useConsoleSession } from "@/lib/client/console-session";
import { useImport } from "@/lib/client/use-import";
import { ImportCheck } from "./import-check";
import { ImportRefusal } from "./import-refusal";
import { ImportSteps } from "./import-steps";
import { ZipDropArea } from "./zip-drop-area";

export type ImportWizardProps = { maxBytes: number; onImported: (agentId: string) => void };

/** Makes a draft of the zip that an export gave: choose it, check what it brings, import it. */
export function ImportWizard({ maxBytes, onImported }: ImportWizardProps) {
  const { workspace } = useConsoleSession();
  return (
    <>
      <PageHeader
        title="Import an agent"
        crumbs={[{ label: "Agents", href: "/agents" }, { label: "Import" }]}
        description="The zip that an export gave becomes a new draft here. Nothing is made before you have seen what it brings."
      />
      {workspace && mayCreateAgents(workspace) ? (
        <Steps workspaceId={workspace.id} maxBytes={maxBytes} onImported={onImported} />
      ) : (
        <EmptyState icon={<Bot />} title="You may not import agents here">
          Developers, admins and owners of a workspace import agents.
        </EmptyState>
      )}
    </>
  );
}

function Steps({ workspaceId, maxBytes, onImported }: ImportWizardProps & { workspaceId: string }) {
  const { checked, progress, failure, check, importAs, cancel, clear } = useImport(workspaceId, onImported);
  return (
    <ZipDropArea enabled={!progress} maxBytes={maxBytes} onFile={check}>
      <ImportSteps current={progress?.importing ? 2 : checked ? 1 : 0} />
      {checked ? (
        <ImportCheck checked={checked} progress={progress} onImport={importAs} onCancel={cancel} onBack={clear} />
      ) : (
        <FileDrop
          accept=".zip"
          maxBytes={maxBytes}
          title="Drop the zip of an agent here"
          upload={progress && { ...progress, checkingText: "Reading what it holds…" }}
          onFile={check}
          onCancel={cancel}
          error={failure && <ImportRefusal {...failure} />}
        />
      )}
    </ZipDropArea>
  );
}
