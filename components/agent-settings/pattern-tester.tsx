"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { testPath } from "@/lib/client/pattern-words";
import type { ReadOnly } from "@/lib/domain/read-only/rules";

/** Says what the patterns as they stand in the form would do with a path: by the very rule that the agent server uses. */
export function PatternTester({ patterns }: { patterns: Omit<ReadOnly, "enabled"> }) {
  const [path, setPath] = useState("");
  const verdict = testPath(patterns, path);
  return (
    <div className="rounded-md border border-line bg-sunken p-3">
      <Field label="Try a path" hint="Relative to the workspace: src/main.py">
        {(control) => (
          <Input
            {...control}
            value={path}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
            placeholder="output/summary.md"
            onChange={(event) => setPath(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
        )}
      </Field>
      <p role="status" className="mt-2 flex min-h-5 items-start gap-1.5 text-sm [overflow-wrap:anywhere]">
        {verdict && (
          <>
            {verdict.writable ? (
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
            ) : (
              <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
            )}
            <span className="text-fg">{verdict.sentence}</span>
          </>
        )}
      </p>
    </div>
  );
}
