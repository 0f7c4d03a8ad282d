"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { ApiError } from "./api-error";
import { findNewestByName, submissionQueries } from "./submission-queries";
import { upload } from "./upload";

type Answer = { agent_id: number; agent_name: string; status: string };

export type SubmitProgress = { fileName: string; sentBytes: number; totalBytes: number; checking: boolean };

/** How the last upload ended. `taken`: an agent of this name exists; `newest` is its package when it is the caller's. */
export type SubmitResult =
  | { kind: "accepted"; item: PackageResource }
  | { kind: "taken"; name: string; file: File; newest: PackageResource | null }
  | { kind: "refused"; fileName: string; error: unknown };

export type SubmitPackage = {
  progress: SubmitProgress | null;
  result: SubmitResult | null;
  /** Uploads a new agent, or with `agentId` a new version of that agent. */
  submit: (file: File, agentId?: string) => void;
  cancel: () => void;
  clear: () => void;
};

const BASE = "/api/v1/custom_agents";

/** The name in contract 1's sentence "Agent 'x' already exists"; null for other errors. */
function takenName(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return /^Agent '(.+)' already exists$/.exec(error.message)?.[1] ?? null;
}

async function accepted({ agent_name }: Answer): Promise<SubmitResult> {
  const item = await findNewestByName(agent_name);
  if (item) return { kind: "accepted", item };
  throw new ApiError(0, "not_found", `${agent_name} was submitted, but cannot be shown. Load the page again.`);
}

async function failed(file: File, error: unknown): Promise<SubmitResult | null> {
  if (error instanceof ApiError && error.code === "aborted") return null;
  const name = takenName(error);
  if (name === null) return { kind: "refused", fileName: file.name, error };
  const newest = await findNewestByName(name).catch(() => null);
  return { kind: "taken", name, file, newest: newest?.may.includes("submitVersion") ? newest : null };
}

/** Uploads packages one at a time, with progress, and says how it ended. Leaving the page cancels. */
export function useSubmitPackage(onAccepted?: (item: PackageResource) => void): SubmitPackage {
  const client = useQueryClient();
  const [progress, setProgress] = useState<SubmitProgress | null>(null);
  const [result, setResult] = useState<SubmitResult | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const submit = async (file: File, agentId?: string) => {
    const controller = new AbortController();
    running.current = controller;
    setResult(null);
    setProgress({ fileName: file.name, sentBytes: 0, totalBytes: file.size, checking: false });
    const path = agentId ? `${BASE}/${encodeURIComponent(agentId)}/version` : `${BASE}/user/submit`;
    const onProgress = ({ sentBytes, totalBytes }: { sentBytes: number; totalBytes: number }) =>
      setProgress({ fileName: file.name, sentBytes, totalBytes, checking: sentBytes >= totalBytes });
    try {
      const ended = await accepted(await upload<Answer>(path, file, { signal: controller.signal, onProgress }));
      setResult(ended);
      if (ended.kind === "accepted") onAccepted?.(ended.item);
    } catch (error) {
      setResult(await failed(file, error));
    }
    setProgress(null);
    void client.invalidateQueries({ queryKey: submissionQueries.all });
  };
  return {
    progress,
    result,
    submit: (file, agentId) => void submit(file, agentId),
    cancel: () => running.current?.abort(),
    clear: () => setResult(null),
  };
}
