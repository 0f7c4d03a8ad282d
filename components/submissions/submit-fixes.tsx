"use client";
import { FileDrop } from "@/components/patterns/file-drop";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useSubmitPackage } from "@/lib/client/use-submit-package";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { RefusalList } from "./refusal-list";

export type SubmitFixesProps = { item: PackageResource; maxBytes: number; onAccepted: (item: PackageResource) => void };

/** Where the next version of the same agent is dropped. */
export function SubmitFixes({ item, maxBytes, onAccepted }: SubmitFixesProps) {
  const { progress, result, submit, cancel } = useSubmitPackage(onAccepted);
  const title = item.status === "declined" ? "Submit fixes" : "Submit a new version";
  return (
    <Card>
      <CardHeader
        title={title}
        description={`A version above ${item.version} of ${item.agentName}.${item.status === "pending" ? " It takes this one's place in the queue." : ""}`}
      />
      <CardBody>
        <FileDrop
          accept=".ncp"
          maxBytes={maxBytes}
          title={`Drop a new version of ${item.agentName} here`}
          upload={progress}
          onFile={(file) => submit(file, item.agentId)}
          onCancel={cancel}
          error={result?.kind === "refused" && <RefusalList fileName={result.fileName} error={result.error} />}
        />
      </CardBody>
    </Card>
  );
}
