"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { uploaded } from "@/lib/contracts/plugins/wire/market";
import { ApiError } from "./api-error";
import { pluginQueries } from "./plugin-queries";
import { reviewQueries } from "./review-queries";
import { upload } from "./upload";

export type UploadedPlugin = z.infer<typeof uploaded>;
export type PluginUpload = { fileName: string; sentBytes: number; totalBytes: number; checking: boolean };
export type UploadResult =
  | { kind: "accepted"; plugin: UploadedPlugin }
  | { kind: "refused"; fileName: string; error: unknown };

const isCancelled = (error: unknown) => error instanceof ApiError && error.code === "aborted";

/** Uploads a plugin with progress and says how it ended. Leaving cancels. */
export function useUploadPlugin() {
  const client = useQueryClient();
  const [progress, setProgress] = useState<PluginUpload | null>(null);
  const [result, setResult] = useState<UploadResult | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const send = async (file: File) => {
    const controller = new AbortController();
    running.current = controller;
    setResult(null);
    setProgress({ fileName: file.name, sentBytes: 0, totalBytes: file.size, checking: false });
    const onProgress = ({ sentBytes, totalBytes }: { sentBytes: number; totalBytes: number }) =>
      setProgress({ fileName: file.name, sentBytes, totalBytes, checking: sentBytes >= totalBytes });
    try {
      const options = { signal: controller.signal, onProgress };
      setResult({ kind: "accepted", plugin: await upload<UploadedPlugin>("/api/marketplace/plugins", file, options) });
      void client.invalidateQueries({ queryKey: pluginQueries.all });
      void client.invalidateQueries({ queryKey: reviewQueries.all });
    } catch (error) {
      setResult(isCancelled(error) ? null : { kind: "refused", fileName: file.name, error });
    }
    setProgress(null);
  };
  return {
    progress,
    result,
    send: (file: File) => void send(file),
    cancel: () => running.current?.abort(),
    clear: () => setResult(null),
  };
}
