"use client";
import { CircleCheck, WandSparkles } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { jsonText, readJsonText } from "@/lib/client/json-text";

type JsonEditorProps = ComponentProps<"textarea"> & {
  /** What stands in it now. */
  text: string;
  onFormat: (text: string) => void;
};

/** A text area for JSON that says where it is not valid, and puts it in order. */
export function JsonEditor({ text, onFormat, ...control }: JsonEditorProps) {
  const read = readJsonText(text);
  return (
    <div className="flex flex-col gap-1.5">
      <Textarea mono className="min-h-56" {...control} />
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2 text-xs">
        {read.ok ? (
          <span className="inline-flex items-center gap-1 text-muted">
            <CircleCheck aria-hidden className="size-3.5 text-success" />
            Valid JSON
          </span>
        ) : (
          <span className="text-danger">{read.message}</span>
        )}
        <Button size="sm" variant="ghost" disabled={!read.ok} onClick={() => read.ok && onFormat(jsonText(read.value))}>
          <WandSparkles aria-hidden />
          Format
        </Button>
      </div>
    </div>
  );
}
