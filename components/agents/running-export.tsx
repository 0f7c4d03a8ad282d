"use client";
import { useEffect, useRef, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Progress } from "@/components/ui/progress";
import { showToast } from "@/components/ui/toaster";
import { type ExportProgress, exportAgents } from "@/lib/client/agent-export";
import type { AgentSelection } from "@/lib/client/agent-search";
import { saveFile } from "@/lib/client/save-file";

const fileName = () => `agents-${new Date().toISOString().slice(0, 10)}.csv`;

/** Runs as long as it is mounted: closing the dialog cancels. */
export default function RunningExport({ search, onDone }: { search: AgentSelection; onDone: () => void }) {
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [error, setError] = useState<unknown>(null);
  // What was shown when it began; the search may change behind the dialog.
  const begun = useRef({ search, onDone });
  useEffect(() => {
    const stop = new AbortController();
    exportAgents(begun.current.search, { signal: stop.signal, onProgress: setProgress }).then(
      ({ file, rows }) => {
        if (stop.signal.aborted) return;
        saveFile(file, fileName());
        begun.current.onDone();
        showToast({ tone: "success", title: rows === 1 ? "1 agent exported" : `${rows} agents exported` });
      },
      (failure: unknown) => {
        if (!stop.signal.aborted) setError(failure);
      },
    );
    return () => stop.abort();
  }, []);
  const share = progress === null ? null : progress.total === 0 ? 1 : progress.done / progress.total;
  return (
    <>
      <DialogBody>
        {error === null ? (
          <>
            <p role="status" className="text-muted text-sm">
              {progress ? `${progress.done} of ${progress.total} agents` : "Reading the agents…"}
            </p>
            <Progress label="Export" value={share} />
          </>
        ) : (
          <Alert tone="danger" live title="The export stopped; no file was saved">
            {describeError(error).message}
          </Alert>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{error === null ? "Cancel" : "Close"}</Button>
      </DialogFooter>
    </>
  );
}
