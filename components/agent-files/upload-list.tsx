"use client";
import { CircleCheck, CircleX, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/client/format-bytes";
import type { FileUpload } from "@/lib/client/use-file-uploads";

type UploadListProps = { uploads: readonly FileUpload[]; onCancel: (id: number) => void; onClear: () => void };

/** How far each upload is. */
export function UploadList({ uploads, onCancel, onClear }: UploadListProps) {
  if (uploads.length === 0) return null;
  const done = uploads.filter(({ state }) => state === "done").length;
  const failed = uploads.filter(({ state }) => state === "failed").length;
  const over = done + failed === uploads.length;
  return (
    <section aria-label="Uploads" className="rounded-lg border border-line bg-raised shadow-low">
      <div className="flex items-center justify-between gap-3 px-3 py-2">
        <p role="status" className="text-fg text-sm">
          {done} of {uploads.length} uploaded{failed > 0 && `, ${failed} failed`}
        </p>
        {over && (
          <Button size="sm" variant="ghost" onClick={onClear}>
            Close
          </Button>
        )}
      </div>
      <ul className="max-h-60 divide-y divide-line overflow-y-auto border-line border-t">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} onCancel={() => onCancel(upload.id)} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload, onCancel }: { upload: FileUpload; onCancel: () => void }) {
  const { path, sentBytes, totalBytes, state, message } = upload;
  const open = state === "waiting" || state === "sending";
  return (
    <li className="flex items-center gap-3 px-3 py-2 text-sm">
      {state === "done" && <CircleCheck aria-label="Uploaded" className="size-4 shrink-0 text-success" />}
      {state === "failed" && <CircleX aria-label="Failed" className="size-4 shrink-0 text-danger" />}
      <div className="min-w-0 flex-1">
        <p className="truncate text-fg" title={path}>
          {path}
        </p>
        {message && (
          <p role="alert" className="text-danger text-xs">
            {message}
          </p>
        )}
        {open && (
          <Progress
            className="mt-1"
            label={`Upload of ${path}`}
            value={state === "waiting" || totalBytes === 0 ? 0 : Math.min(1, sentBytes / totalBytes)}
          />
        )}
      </div>
      <span className="shrink-0 text-muted text-xs tabular-nums">
        {state === "sending" && sentBytes < totalBytes
          ? `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`
          : formatBytes(totalBytes)}
      </span>
      {open && (
        <IconButton size="sm" label={`Cancel the upload of ${path}`} onClick={onCancel}>
          <X />
        </IconButton>
      )}
    </li>
  );
}
