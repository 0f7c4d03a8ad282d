"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ImportPreview } from "@/lib/contracts/releases/wire/transfers";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { randomKey } from "./random-key";
import { resourceQueries } from "./resource-queries";
import { type UploadOptions, type UploadProgress, upload } from "./upload";

/** A zip that was read, and what its import would make; nothing is written yet. */
export type CheckedZip = { file: File; preview: ImportPreview };
/** Bytes under way: to be read, or to be imported for good. */
export type ImportUpload = UploadProgress & { fileName: string; checking: boolean; importing: boolean };
export type ImportFailure = { fileName: string; error: unknown };

export type AgentImport = {
  checked: CheckedZip | null;
  progress: ImportUpload | null;
  /** Why the last zip could not be read. */
  failure: ImportFailure | null;
  /** Has a zip read. */
  check: (file: File) => void;
  /** Uploads the zip that was read once more, now for good, under this name; gives why it failed. */
  importAs: (name: string) => Promise<ImportFailure | null>;
  cancel: () => void;
  clear: () => void;
};

/** The same file under the same name is the same attempt: the server imports it once, however often it is sent. */
function useAttemptKey() {
  const last = useRef<{ file: File; name: string; key: string } | null>(null);
  return (file: File, name: string): string => {
    if (last.current?.file !== file || last.current.name !== name) last.current = { file, name, key: randomKey() };
    return last.current.key;
  };
}

/** How an upload ended; cancelled, it ends with neither. */
type Sent<T> = { answer: T | null; failure: ImportFailure | null };

/** One upload at a time, with how far it is. Leaving the page cancels. */
function useSending(path: string) {
  const [progress, setProgress] = useState<ImportUpload | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const send = async <T>(file: File, importing: boolean, options: UploadOptions = {}): Promise<Sent<T>> => {
    const controller = new AbortController();
    running.current = controller;
    const onProgress = (sent: UploadProgress) =>
      setProgress({ ...sent, fileName: file.name, importing, checking: sent.sentBytes >= sent.totalBytes });
    onProgress({ sentBytes: 0, totalBytes: file.size });
    const address = importing ? path : `${path}?dry_run=true`;
    try {
      const answer = await upload<T>(address, file, { ...options, signal: controller.signal, onProgress });
      return { answer, failure: null };
    } catch (error) {
      const cancelled = error instanceof ApiError && error.code === "aborted";
      return { answer: null, failure: cancelled ? null : { fileName: file.name, error } };
    } finally {
      setProgress(null);
    }
  };
  return { progress, send, cancel: () => running.current?.abort() };
}

/** Takes a zip in two steps: what its import would make, and the import. */
export function useImport(workspaceId: string, onImported: (agentId: string) => void): AgentImport {
  const client = useQueryClient();
  const [checked, setChecked] = useState<CheckedZip | null>(null);
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  const attemptKey = useAttemptKey();
  const { progress, send, cancel } = useSending(`/tenants/${encodeURIComponent(workspaceId)}/api/v2/agents/import`);
  const clear = () => {
    setChecked(null);
    setFailure(null);
  };
  const check = async (file: File) => {
    clear();
    const read = await send<ImportPreview>(file, false);
    setFailure(read.failure);
    if (read.answer) setChecked({ file, preview: read.answer });
  };
  const importAs = async (name: string) => {
    if (!checked) return null;
    const headers = { "Idempotency-Key": attemptKey(checked.file, name) };
    const made = await send<{ id: string }>(checked.file, true, { fields: { name }, headers });
    if (!made.answer) return made.failure;
    for (const queryKey of [agentQueries.all, resourceQueries.all]) void client.invalidateQueries({ queryKey });
    onImported(made.answer.id);
    return null;
  };
  return { checked, progress, failure, check: (file) => void check(file), importAs, cancel, clear };
}
