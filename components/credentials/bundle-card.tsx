"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { showToast } from "@/components/ui/toaster";
import { parseJson } from "@/lib/client/api-error";
import { exportCredentials, importCredentials } from "@/lib/client/credential-queries";
import { saveFile } from "@/lib/client/save-file";
import type { CredentialCardProps } from "./credential-file-list";

/** A bundle to be imported: of a file, or the one that lies in the workspace. */
type Source = { name: string; bundle: unknown };

/** Takes all credentials along as one encrypted file, and brings them back. */
export function BundleCard({ agent, status }: CredentialCardProps) {
  const client = useQueryClient();
  const exporting = useMutation(exportCredentials(client, agent.id));
  const importing = useMutation(importCredentials(client, agent.id));
  const [source, setSource] = useState<Source | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const save = () =>
    exporting.mutate(undefined, {
      onSuccess: ({ bundle, files_exported: count }) => {
        saveFile(new Blob([JSON.stringify(bundle)], { type: "application/json" }), `${agent.name}.credentials.enc`);
        const files = count === 1 ? "1 file" : `${count} files`;
        showToast({ tone: "success", title: `${files} of ${agent.name} exported` });
      },
      onError: (error) =>
        showToast({ tone: "danger", title: "Nothing was exported", description: describeError(error).message }),
    });
  const take = async (file: File | undefined) => {
    if (!file) return;
    const bundle = parseJson(await file.text());
    if (bundle !== undefined) return setSource({ name: file.name, bundle });
    showToast({ tone: "danger", title: `${file.name} is not a credentials bundle` });
  };
  return (
    <Card>
      <CardHeader
        title="Encrypted bundle"
        description="All credential files in one, for this Muster or another that has the same key."
      />
      <CardBody className="flex flex-wrap gap-2">
        <Button loading={exporting.isPending} onClick={save}>
          {!exporting.isPending && <Download aria-hidden />}
          Export
        </Button>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          aria-label="Credentials bundle"
          className="sr-only"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = "";
          }}
        />
        <Button onClick={() => input.current?.click()}>
          <Upload aria-hidden />
          Import a file…
        </Button>
        {status.files[".credentials.enc"]?.exists && (
          <Button variant="ghost" onClick={() => setSource({ name: ".credentials.enc", bundle: null })}>
            Import from the workspace…
          </Button>
        )}
      </CardBody>
      <ConfirmDialog
        danger
        open={source !== null}
        onOpenChange={(open) => !open && setSource(null)}
        title={`Import ${source?.name ?? ""} into ${agent.name}?`}
        confirmLabel="Import"
        onConfirm={async () => {
          if (!source) return;
          const { message } = await importing.mutateAsync(source.bundle);
          showToast({ tone: "success", title: `${agent.name}: ${message}` });
        }}
      >
        <p>
          Files of the bundle replace those of the same name, such as <Code>.env</Code>. All are written, or none.
        </p>
      </ConfirmDialog>
    </Card>
  );
}
