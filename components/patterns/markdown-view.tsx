"use client";
import { lazy, Suspense } from "react";
import { SkeletonLines } from "@/components/ui/skeleton";

const MarkdownBody = lazy(() => import("./markdown-body"));

/** Markdown from people: no HTML, no pictures from elsewhere, links open in a new tab. Loaded on demand. */
export function MarkdownView({ text, className }: { text: string; className?: string }) {
  return (
    <div className={`prose-muster text-sm ${className ?? ""}`}>
      <Suspense fallback={<SkeletonLines lines={3} />}>
        <MarkdownBody text={text} />
      </Suspense>
    </div>
  );
}
