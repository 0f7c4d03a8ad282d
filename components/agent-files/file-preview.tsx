"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { CodeView } from "@/components/patterns/code-view";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import { agentFileQueries, type FileContent } from "@/lib/client/agent-file-queries";
import type { FlatFile } from "@/lib/client/agent-file-tree";
import { previewOf } from "@/lib/client/file-preview";
import { formatBytes } from "@/lib/client/format-bytes";
import { isCredentialFile } from "@/lib/domain/credentials/rules";
import { PicturePreview } from "./picture-preview";

type FilePreviewProps = { agentId: string; file: FlatFile };

/** What a file holds, where that can be shown. */
export function FilePreview({ agentId, file }: FilePreviewProps) {
  const { largest } = previewOf(file.path);
  if (isCredentialFile(file.path))
    return <Note>It holds secrets and is not shown. Set it on the Credentials tab.</Note>;
  if (file.size === 0) return <Note>This file is empty.</Note>;
  if ((file.size ?? 0) > largest) {
    return <Note>It is too large to be shown here: {formatBytes(file.size ?? 0)}. Download it to read it.</Note>;
  }
  return <Read agentId={agentId} file={file} />;
}

function Read({ agentId, file }: FilePreviewProps) {
  const query = useQuery(agentFileQueries.content(agentId, file.path, file.modified));
  return (
    <QueryView query={query} what={file.path} skeleton={<SkeletonLines lines={12} className="p-4" />}>
      {(content) => <Content path={file.path} content={content} />}
    </QueryView>
  );
}

function Content({ path, content }: { path: string; content: FileContent }) {
  if (content.kind === "image") return <PicturePreview path={path} blob={content.blob} />;
  if (content.kind === "binary") return <Note>Binary file: there is no text to show. Download it to use it.</Note>;
  if (previewOf(path).markdown) return <Markdown path={path} text={content.text} />;
  return <CodeView text={content.text} path={path} className="max-h-[60dvh]" />;
}

const modes = [
  { value: "page", label: "Page" },
  { value: "source", label: "Source" },
] as const;

function Markdown({ path, text }: { path: string; text: string }) {
  const [mode, setMode] = useState<"page" | "source">("page");
  return (
    <>
      <div className="border-line border-b px-3 py-2">
        <Segmented label="Show" segments={modes} value={mode} onChange={setMode} />
      </div>
      {mode === "page" ? (
        <MarkdownView text={text} className="max-h-[60dvh] overflow-y-auto p-4" />
      ) : (
        <CodeView text={text} path={path} className="max-h-[60dvh]" />
      )}
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="px-4 py-8 text-center text-muted text-sm">{children}</p>;
}
