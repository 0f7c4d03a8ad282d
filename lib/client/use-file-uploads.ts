"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { agentFileQueries, LARGEST_FILE, storeFile } from "./agent-file-queries";
import { pathIn } from "./agent-file-tree";
import { describeFailure } from "./api-error";
import { formatBytes } from "./format-bytes";

export type FileUpload = {
  id: number;
  path: string;
  sentBytes: number;
  totalBytes: number;
  state: "waiting" | "sending" | "done" | "failed";
  /** Why it failed. */
  message: string | null;
};

let newest = 0;

function refusalOf({ size }: File): string | null {
  return size > LARGEST_FILE ? `It has ${formatBytes(size)}; a file has ${formatBytes(LARGEST_FILE)} at most.` : null;
}

/** Uploads files into a workspace, one after the other, and tells how far each is. */
export function useFileUploads(agentId: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly FileUpload[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const controllers = useRef(new Map<number, AbortController>());
  const change = useCallback(
    (id: number, to: Partial<FileUpload>) =>
      setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one))),
    [],
  );
  const send = async (id: number, path: string, file: File, signal: AbortSignal) => {
    if (signal.aborted) return;
    change(id, { state: "sending" });
    try {
      await storeFile(agentId, path, file, { signal, onProgress: (progress) => change(id, progress) });
      change(id, { state: "done" });
    } catch (error) {
      change(id, { state: "failed", message: describeFailure(error).message });
    }
    controllers.current.delete(id);
    await client.invalidateQueries({ queryKey: [...agentFileQueries.all, agentId] });
  };
  const add = (folder: string, files: readonly File[]) => {
    for (const file of files) {
      newest += 1;
      const id = newest;
      const path = pathIn(folder, file.name);
      const refusal = refusalOf(file);
      const upload: FileUpload = { id, path, sentBytes: 0, totalBytes: file.size, state: "waiting", message: null };
      setUploads((all) => [...all, refusal ? { ...upload, state: "failed", message: refusal } : upload]);
      if (refusal) continue;
      const controller = new AbortController();
      controllers.current.set(id, controller);
      last.current = last.current.then(() => send(id, path, file, controller.signal));
    }
  };
  const cancel = (id: number) => {
    controllers.current.get(id)?.abort();
    controllers.current.delete(id);
    setUploads((all) => all.filter((one) => one.id !== id));
  };
  const clear = () => setUploads((all) => all.filter(({ state }) => state === "waiting" || state === "sending"));
  return { uploads, add, cancel, clear };
}
