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
export type ImportFailure = { fileName: string; importing: boolean; error: unknown };

export type AgentImport = {
  checked: CheckedZip | null;
  progress: ImportUpload | null;
  failure: ImportFailure | null;
  /** Has a zip read. */
  check: (file: File) => void;
  /** Uploads the zip that was read once more, now for good, under this name. */
  importAs: (name: string) => void;
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

/** One upload at a time, with how far it is and why it failed; undefined when it brought nothing. Leaving the page cancels. */
function useSending(path: string) {
  const [progress, setProgress] = useState<ImportUpload | null>(null);
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const send = async <T>(file: File, importing: boolean, options: UploadOptions = {}): Promise<T | undefined> => {
    const controller = new AbortController();
    running.current = controller;
    const onProgress = (sent: UploadProgress) =>
      setProgress({ ...sent, fileName: file.name, importing, checking: sent.sentBytes >= sent.totalBytes });
    setFailure(null);
    onProgress({ sentBytes: 0, totalBytes: file.size });
    const address = importing ? path : `${path}?dry_run=true`;
    try {
      return await upload<T>(address, file, { ...options, signal: controller.signal, onProgress });
    } catch (error) {
      const cancelled = error instanceof ApiError && error.code === "aborted";
      if (!cancelled) setFailure({ fileName: file.name, importing, error });
      return undefined;
    } finally {
      setProgress(null);
    }
  };
  return { progress, failure, send, cancel: () => running.current?.abort(), forget: () => setFailure(null) };
}

/** Takes a zip in two steps: what its import would make, and the import. */
export function useImport(workspaceId: string, onImported: (agentId: string) => void): AgentImport {
  const client = useQueryClient();
  const [checked, setChecked] = useState<CheckedZip | null>(null);
  const attemptKey = useAttemptKey();
  const sending = useSending(`/tenants/${encodeURIComponent(workspaceId)}/api/v2/agents/import`);
  const check = async (file: File) => {
    setChecked(null);
    const preview = await sending.send<ImportPreview>(file, false);
    if (preview) setChecked({ file, preview });
  };
  const importAs = async (name: string) => {
    if (!checked) return;
    const { file } = checked;
    const headers = { "Idempotency-Key": attemptKey(file, name) };
    const made = await sending.send<{ id: string }>(file, true, { fields: { name }, headers });
    if (!made) return;
    for (const queryKey of [agentQueries.all, resourceQueries.all]) void client.invalidateQueries({ queryKey });
    onImported(made.id);
  };
  const clear = () => {
    setChecked(null);
    sending.forget();
  };
  const { progress, failure, cancel } = sending;
  return {
    ...{ checked, progress, failure, cancel, clear },
    check: (file) => void check(file),
    importAs: (name) => void importAs(name),
  };
}
