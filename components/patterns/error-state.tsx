"use client";
import { RotateCw, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ApiError } from "@/lib/client/api-error";

/** Message and request id of anything that was thrown. */
export function describeError(error: unknown): { message: string; requestId: string | null } {
  if (error instanceof ApiError) return { message: error.message, requestId: error.requestId };
  return { message: error instanceof Error ? error.message : "Something unexpected happened.", requestId: null };
}

/** The request id with a copy button, for people who report a problem. */
export function RequestId({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-muted text-xs">
      Request <code className="font-mono">{id}</code>
      <CopyButton value={id} what="request id" />
    </span>
  );
}

export type ErrorStateProps = { title?: string; error: unknown; onRetry?: () => void; retrying?: boolean };

/** Something could not be loaded: what the server said, its request id, and another try. */
export function ErrorState({ title = "This could not be loaded", error, onRetry, retrying }: ErrorStateProps) {
  const { message, requestId } = describeError(error);
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-10 text-center">
      <TriangleAlert aria-hidden className="mb-2 size-6 text-danger" />
      <p className="font-medium text-base text-fg">{title}</p>
      <p className="mt-1 max-w-md text-muted text-sm [overflow-wrap:anywhere]">{message}</p>
      {onRetry && (
        <Button className="mt-4" onClick={onRetry} loading={retrying}>
          {!retrying && <RotateCw />}
          Try again
        </Button>
      )}
      {requestId && (
        <div className="mt-3">
          <RequestId id={requestId} />
        </div>
      )}
    </div>
  );
}
