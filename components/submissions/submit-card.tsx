"use client";
import { FileDrop } from "@/components/patterns/file-drop";
import { useConsoleSession } from "@/lib/client/console-session";
import { useSubmitPackage } from "@/lib/client/use-submit-package";
import { MayNotSubmit } from "./may-not-submit";
import { RefusalList } from "./refusal-list";
import { Accepted, NameTaken } from "./submit-result";

/** Where a new package is dropped, with everything that can become of it. */
export function SubmitCard({ maxBytes }: { maxBytes: number }) {
  const { workspace } = useConsoleSession();
  const { progress, result, submit, cancel, clear } = useSubmitPackage();
  if (result?.kind === "accepted" && !progress) return <Accepted item={result.item} onClose={clear} />;
  const mayNot = workspace && !workspace.canSubmit;
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        accept=".ncp"
        maxBytes={maxBytes}
        title="Drop a package here"
        upload={progress}
        onFile={(file) => submit(file)}
        onCancel={cancel}
        disabledReason={mayNot ? <MayNotSubmit workspace={workspace} /> : undefined}
        error={result?.kind === "refused" && <RefusalList fileName={result.fileName} error={result.error} />}
      />
      {result?.kind === "taken" && !progress && (
        <NameTaken result={result} onVersion={(agentId) => submit(result.file, agentId)} />
      )}
    </div>
  );
}
