"use client";
import { FolderPlus, RotateCw, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Code } from "@/components/ui/code";
import { IconButton } from "@/components/ui/icon-button";
import type { FileRoomProps } from "./file-room";
import { NewFolderDialog } from "./new-folder-dialog";

type FileToolbarProps = Omit<FileRoomProps, "tree"> & {
  total: number;
  /** Where something new goes; "" is the workspace. */
  folder: string;
  mayChange: boolean;
  /** Leaves what is chosen; null where nothing is. */
  onRoot: (() => void) | null;
  onFolder: (path: string) => void;
  onFiles: (files: readonly File[]) => void;
};

/** What is shown of a workspace, and what can be added to it. */
export function FileToolbar(props: FileToolbarProps) {
  const { agent, total, folder, mayChange, hidden, onHidden, reading, onRead, onRoot, onFolder, onFiles } = props;
  const [naming, setNaming] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-muted text-sm">{total === 1 ? "1 file" : `${total.toLocaleString("en")} files`}</p>
      <Checkbox label="Hidden files" checked={hidden} onChange={({ target }) => onHidden(target.checked)} />
      <IconButton label="Read again" loading={reading} onClick={onRead}>
        <RotateCw />
      </IconButton>
      {mayChange ? (
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <p className="text-muted text-xs">
            Into {folder === "" ? "the workspace" : <Code>{folder}</Code>}
            {onRoot && folder !== "" && (
              <Button variant="ghost" size="sm" onClick={onRoot}>
                Workspace instead
              </Button>
            )}
          </p>
          <Button onClick={() => setNaming(true)}>
            <FolderPlus aria-hidden />
            New folder
          </Button>
          <UploadButton onFiles={onFiles} />
        </div>
      ) : (
        <p className="ml-auto text-muted text-xs">The agent&apos;s owner, its editors and admins may change files.</p>
      )}
      <NewFolderDialog agent={agent} folder={folder} open={naming} onOpenChange={setNaming} onMade={onFolder} />
    </div>
  );
}

function UploadButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Files to upload"
        className="sr-only"
        onChange={({ target }) => {
          if (target.files && target.files.length > 0) onFiles([...target.files]);
          target.value = "";
        }}
      />
      <Button variant="primary" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Upload…
      </Button>
    </>
  );
}
