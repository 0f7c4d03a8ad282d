"use client";
import { type ComponentProps, useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { MarkdownView } from "./markdown-view";

const views = [
  { value: "write", label: "Write" },
  { value: "preview", label: "Preview" },
] as const;

/** A text area for Markdown with a preview; `text` is what stands in it now. */
export function MarkdownEditor({ text, ...control }: ComponentProps<"textarea"> & { text: string }) {
  const [view, setView] = useState<(typeof views)[number]["value"]>("write");
  const previewing = view === "preview";
  return (
    <div className="flex flex-col gap-2">
      <Segmented label="Show" segments={views} value={view} onChange={setView} className="self-start" />
      {/* Stays while the preview is shown, so that the form keeps it. */}
      <Textarea mono className={previewing ? "hidden" : "min-h-64"} {...control} />
      {previewing && (
        <section
          aria-label="Preview"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focusable content must take focus (WCAG 2.1.1)
          tabIndex={0}
          className="max-h-96 min-h-64 overflow-auto rounded-md border border-line bg-sunken px-3 py-2"
        >
          {text.trim() ? <MarkdownView text={text} /> : <p className="text-muted text-sm">Nothing to preview yet.</p>}
        </section>
      )}
    </div>
  );
}
