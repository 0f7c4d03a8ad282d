"use client";
import { PackageOpen, Upload, X } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/client/format-bytes";

export type UploadState = {
  fileName: string;
  sentBytes: number;
  totalBytes: number;
  /** All bytes are sent and the server is checking them. */
  checking: boolean;
  /** What the server does then; default: it checks the package. */
  checkingText?: string;
};

export type FileDropProps = {
  /** Ending with its dot: ".ncp". */
  accept: string;
  maxBytes: number;
  onFile: (file: File) => void;
  upload?: UploadState | null;
  onCancel?: () => void;
  /** Why the last upload failed. */
  error?: ReactNode;
  /** Why this person cannot upload; takes the place of the zone. */
  disabledReason?: ReactNode;
  title?: string;
  /** What is uploaded, for the sentences about it. */
  what?: "package" | "plugin";
};

/** Why a file is not even sent; null when it is fine. */
export function refuseFile(
  file: { name: string; size: number },
  accept: string,
  maxBytes: number,
  what = "package",
): string | null {
  if (!file.name.toLowerCase().endsWith(accept)) return `${file.name} is not a ${accept} file.`;
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size > maxBytes) {
    return `${file.name} has ${formatBytes(file.size)}; the largest accepted ${what} has ${formatBytes(maxBytes)}.`;
  }
  return null;
}

/** A zone to drop one file on, with a button for those who browse; shows progress and what went wrong. */
export function FileDrop(props: FileDropProps) {
  const { what = "package" } = props;
  const [refused, setRefused] = useState<string | null>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || props.upload) return;
    const reason =
      files.length > 1 ? `Drop one ${what} at a time.` : refuseFile(file, props.accept, props.maxBytes, what);
    setRefused(reason);
    if (!reason) props.onFile(file);
  };
  if (props.disabledReason) {
    return (
      <Alert tone="info" title={`You cannot submit ${what}s here`}>
        {props.disabledReason}
      </Alert>
    );
  }
  const error = refused ?? props.error;
  return (
    <div className="flex flex-col gap-3">
      {props.upload ? (
        <UploadProgress what={what} upload={props.upload} onCancel={props.onCancel} />
      ) : (
        <DropZone accept={props.accept} maxBytes={props.maxBytes} title={props.title} onTake={take} />
      )}
      {error && !props.upload && (
        <Alert tone="danger" live title={`The ${what} was not accepted`}>
          {error}
        </Alert>
      )}
    </div>
  );
}

type DropZoneProps = { accept: string; maxBytes: number; title?: string; onTake: (files: FileList | null) => void };

function DropZone({ accept, maxBytes, title = "Drop a package here", onTake }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onTake(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-1 rounded-lg border border-dashed px-6 py-8 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-control/70 bg-sunken",
      )}
    >
      <span aria-hidden className={cn("mb-1 [&_svg]:size-6", over ? "text-link" : "text-muted")}>
        {over ? <PackageOpen /> : <Upload />}
      </span>
      <p className="font-medium text-base text-fg">{over ? "Let go to upload" : title}</p>
      <p id={id} className="text-muted text-xs">
        One {accept} file, {formatBytes(maxBytes)} at most
      </p>
      <input
        ref={input}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-label={title}
        className="sr-only"
        onChange={(event) => {
          onTake(event.target.files);
          event.target.value = "";
        }}
      />
      <Button className="mt-3" aria-describedby={id} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </section>
  );
}

type UploadProgressProps = { what?: string; upload: UploadState; onCancel?: () => void };

/** How far an upload is. */
export function UploadProgress({ what = "package", upload, onCancel }: UploadProgressProps) {
  const share = upload.totalBytes > 0 ? upload.sentBytes / upload.totalBytes : 0;
  const percent = Math.floor(share * 100);
  const status = upload.checking
    ? (upload.checkingText ?? `Checking the ${what}…`)
    : `${formatBytes(upload.sentBytes)} of ${formatBytes(upload.totalBytes)} · ${percent} %`;
  return (
    <div className="rounded-lg border border-line bg-raised px-4 py-3 shadow-low">
      <div className="mb-2 flex items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-medium text-fg text-sm">{upload.fileName}</p>
          <p className="text-muted text-xs tabular-nums">{status}</p>
        </div>
        {onCancel && !upload.checking && (
          <Button size="sm" onClick={onCancel}>
            <X />
            Cancel
          </Button>
        )}
      </div>
      <Progress label={`Upload of ${upload.fileName}`} value={upload.checking ? null : share} />
      <span role="status" className="sr-only">
        {upload.checking ? status : `${percent - (percent % 25)} % uploaded`}
      </span>
    </div>
  );
}
