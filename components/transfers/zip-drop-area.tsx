"use client";
import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { refuseFile } from "@/components/patterns/file-drop";
import { showToast } from "@/components/ui/toaster";

type ZipDropAreaProps = { enabled: boolean; maxBytes: number; onFile: (file: File) => void; children: ReactNode };

/** Takes a zip that is dropped anywhere on the wizard, so that the browser does not open it instead. */
export function ZipDropArea({ enabled, maxBytes, onFile, children }: ZipDropAreaProps) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    // What a zone inside has taken is its own.
    if (event.isDefaultPrevented() || !event.dataTransfer.types.includes("Files")) return setOver(false);
    event.preventDefault();
    setOver(enabled);
  };
  const leave = (event: DragEvent) => {
    const inside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!inside) setOver(false);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (event.isDefaultPrevented()) return;
    event.preventDefault();
    const [file, ...others] = event.dataTransfer.files;
    if (!enabled || !file) return;
    const refused = others.length > 0 ? "Drop one zip at a time." : refuseFile(file, ".zip", maxBytes);
    if (refused) showToast({ tone: "danger", title: refused });
    else onFile(file);
  };
  return (
    <section
      aria-label="Import"
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
      className="relative min-h-[60dvh] max-w-3xl"
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute -inset-2 flex items-center justify-center gap-2 rounded-lg border border-accent border-dashed bg-accent-soft/90 font-medium text-fg text-sm">
          <Upload aria-hidden className="size-5 text-link" />
          Let go to read this zip
        </div>
      )}
    </section>
  );
}
