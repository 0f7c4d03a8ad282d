"use client";
import { FileDrop } from "@/components/patterns/file-drop";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import { useUploadPlugin } from "@/lib/client/use-upload-plugin";
import { UploadRefusal } from "./upload-refusal";
import { UploadScan } from "./upload-scan";

type UploadPluginDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; maxBytes: number };

/** Where the zip of a plugin is dropped, and what its scan found. */
export function UploadPluginDialog({ open, onOpenChange, maxBytes }: UploadPluginDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Upload a plugin"
        description="It is scanned without being executed, and waits until an instance admin has read it."
        size="lg"
      >
        <UploadRoom maxBytes={maxBytes} />
      </DialogContent>
    </Dialog>
  );
}

function UploadRoom({ maxBytes }: { maxBytes: number }) {
  const { progress, result, send, cancel, clear } = useUploadPlugin();
  const plugin = result?.kind === "accepted" ? result.plugin : null;
  return (
    <>
      <DialogBody>
        {plugin ? (
          <UploadScan plugin={plugin} />
        ) : (
          <>
            <FileDrop
              accept=".zip"
              what="plugin"
              maxBytes={maxBytes}
              title="Drop the zip of a plugin here"
              upload={progress}
              onFile={send}
              onCancel={cancel}
              error={result?.kind === "refused" && <UploadRefusal fileName={result.fileName} error={result.error} />}
            />
            <Layout />
          </>
        )}
      </DialogBody>
      <DialogFooter>
        {plugin && <Button onClick={clear}>Upload another</Button>}
        <DialogClose asChild>
          <Button>{progress ? "Cancel" : "Close"}</Button>
        </DialogClose>
        {plugin && (
          <Button asChild variant="primary">
            <Link href={consolePaths.plugin(plugin.plugin_id)}>Open {plugin.name}</Link>
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function Layout() {
  return (
    <div className="text-muted text-sm">
      <p>
        The zip holds <Code>manifest.json</Code> with <Code>slug</Code>, <Code>name</Code> and <Code>version</Code>, and
        beside it what agents get:
      </p>
      <ul className="mt-2 list-disc pl-5">
        <li>
          <Code>skills/name/SKILL.md</Code> or <Code>skills/name.md</Code>
        </li>
        <li>
          <Code>commands/name.md</Code>, <Code>agents/name.md</Code>, <Code>hooks/name.json</Code>
        </li>
        <li>
          <Code>README.md</Code> and other text and pictures
        </li>
      </ul>
    </div>
  );
}
