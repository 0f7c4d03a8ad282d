"use client";
import { FolderOpen } from "lucide-react";
import { useMemo } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { FileTree } from "@/components/patterns/file-tree";
import { Alert } from "@/components/ui/alert";
import { useAgentAddress } from "@/lib/client/agent-address";
import { flatFiles, targetFolder, type WorkspaceTree } from "@/lib/client/agent-file-tree";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ChosenFile } from "./chosen-file";
import { DropArea } from "./drop-area";
import { FileToolbar } from "./file-toolbar";
import { UploadList } from "./upload-list";
import { useGuardedUploads } from "./use-guarded-uploads";

export type FileRoomProps = {
  agent: AgentDetail;
  tree: WorkspaceTree;
  hidden: boolean;
  onHidden: (hidden: boolean) => void;
  reading: boolean;
  onRead: () => void;
};

/** The tree of a workspace beside what is chosen in it; files that are dropped anywhere on it are uploaded. */
export function FileRoom({ agent, tree, hidden, onHidden, reading, onRead }: FileRoomProps) {
  const [{ file: path }, setAddress] = useAgentAddress();
  const files = useMemo(() => flatFiles(tree.tree), [tree]);
  const chosen = files.find((one) => one.path === path) ?? null;
  const folder = targetFolder(chosen);
  const mayChange = agent.may.includes("edit");
  const choose = (next: string | null) => void setAddress({ file: next });
  const { uploads, offer, cancel, clear, question } = useGuardedUploads(agent.id, files);
  return (
    <div className="flex flex-col gap-3">
      <FileToolbar
        {...{ agent, folder, hidden, onHidden, reading, onRead, mayChange }}
        total={tree.total_files}
        onRoot={chosen ? () => choose(null) : null}
        onFolder={choose}
        onFiles={(list) => offer(folder, list)}
      />
      {tree.truncated && (
        <Alert tone="warning" title="Not all files are shown">
          The workspace has more than 10,000 files and folders, or more than 20 levels. SSH shows all of it.
        </Alert>
      )}
      <UploadList uploads={uploads} onCancel={cancel} onClear={clear} />
      {question}
      <DropArea folder={folder} enabled={mayChange} onFiles={(list) => offer(folder, list)}>
        {files.length === 0 ? (
          <EmptyState icon={<FolderOpen />} title={hidden ? "The workspace is empty" : "No files to see"}>
            {mayChange ? "Drop files here, or let the agent write some." : "What the agent writes appears here."}
            {!hidden && " Files whose name begins with a dot are hidden."}
          </EmptyState>
        ) : (
          <div className="grid items-start gap-4 p-3 lg:grid-cols-[18rem_minmax(0,1fr)]">
            <FileTree
              folders
              label={`Files of ${agent.name}`}
              entries={files}
              selected={path}
              onSelect={choose}
              className="max-h-80 overflow-y-auto lg:max-h-[max(20rem,calc(100dvh-24rem))]"
            />
            <ChosenFile
              agent={agent}
              chosen={chosen}
              wanted={path}
              mayChange={mayChange}
              onDeleted={() => choose(null)}
            />
          </div>
        )}
      </DropArea>
    </div>
  );
}
