"use client";
import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";

type DropAreaProps = {
  /** Where what is dropped goes; "" is the workspace. */
  folder: string;
  enabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
};

/** A surface on which files are dropped; those who browse have a button elsewhere. */
export function DropArea({ folder, enabled, onFiles, children }: DropAreaProps) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (!enabled || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    const inside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!inside) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!enabled) return;
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      aria-label="Workspace"
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
      className={cn("relative rounded-lg border bg-raised shadow-low", over ? "border-accent" : "border-line")}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-0 flex items-center justify-center gap-2 rounded-lg bg-accent-soft/90 font-medium text-fg text-sm">
          <Upload aria-hidden className="size-5 text-link" />
          Let go to upload into {folder === "" ? "the workspace" : folder}
        </div>
      )}
    </section>
  );
}
