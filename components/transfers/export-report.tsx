import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Code } from "@/components/ui/code";
import { FileSize } from "@/components/ui/file-size";
import type { ExportContents } from "@/lib/contracts/releases/wire/transfers";
import { ScrollList } from "./scroll-list";

const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** What the zip of a version holds, what stays here, and which values somebody must set where it is imported. */
export function ExportReport({ contents: { files, redactions, left_out: leftOut } }: { contents: ExportContents }) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <>
      <Part
        title={
          <>
            {counted(files.length, "file")}, <FileSize bytes={bytes} />
          </>
        }
        name="Files in the zip"
      >
        {files.map(({ path, bytes: size }) => (
          <li key={path} className="flex items-baseline justify-between gap-3 px-3 py-1.5">
            <span className="min-w-0 font-mono text-fg text-xs [overflow-wrap:anywhere]">
              <VisibleText text={path} />
            </span>
            <FileSize bytes={size} className="shrink-0 text-muted text-xs tabular-nums" />
          </li>
        ))}
      </Part>
      {redactions.length > 0 && (
        <Part title={`${counted(redactions.length, "secret")} not in it`} name="Secrets that are not in the zip">
          {redactions.map(({ path, placeholder, message }) => (
            <li key={path} className="flex gap-2.5 px-3 py-1.5">
              <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <VisibleText text={message} />
                {placeholder !== null && (
                  <span className="block text-muted text-xs">
                    In its place stands <Code>{placeholder}</Code>
                  </span>
                )}
              </span>
            </li>
          ))}
        </Part>
      )}
      {leftOut.length > 0 && (
        <Part title={`${counted(leftOut.length, "thing")} left out`} name="Left out of the zip">
          {leftOut.map(({ path, message }) => (
            <li key={path} className="px-3 py-1.5 [overflow-wrap:anywhere]">
              <VisibleText text={message} />
              <span className="block font-mono text-muted text-xs">
                <VisibleText text={path} />
              </span>
            </li>
          ))}
        </Part>
      )}
    </>
  );
}

function Part({ title, name, children }: { title: ReactNode; name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h3 className="mb-1.5 font-medium text-fg text-sm">{title}</h3>
      <ScrollList label={name} className="max-h-52 rounded-md border border-line text-sm">
        {children}
      </ScrollList>
    </section>
  );
}
