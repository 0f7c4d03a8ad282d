"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { base64Of } from "@/lib/client/base64";
import { credentialProblem, LARGEST_CREDENTIAL } from "@/lib/client/credential-file";
import { injectCredentials } from "@/lib/client/credential-queries";
import { formatBytes } from "@/lib/client/format-bytes";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type Chosen = { file: File; path: string };

/** Uploads one file of secrets: a key, a certificate, a cloud account. */
export function OtherFileCard({ agent }: { agent: AgentDetail }) {
  const { mutate, isPending } = useMutation(injectCredentials(useQueryClient(), agent.id));
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const problem = chosen && credentialProblem(chosen.path, chosen.file.size);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen || problem) return;
    const encoded = await base64Of(chosen.file);
    mutate(
      { files_b64: { [chosen.path]: encoded } },
      {
        onSuccess: () => {
          showToast({ tone: "success", title: `${chosen.path} written for ${agent.name}` });
          setChosen(null);
        },
        onError: (error) => setFailure(describeError(error).message),
      },
    );
  };
  const take = (file: File | undefined) => {
    setFailure(null);
    if (file) setChosen({ file, path: file.name });
  };
  return (
    <Card>
      <CardHeader
        title="Another file"
        description={`Keys and certificates (*.pem, *.key, *.crt, *.p12…), .config/gcloud/…, .kube/config, .ssh/id_…; ${formatBytes(LARGEST_CREDENTIAL)} at most.`}
      />
      <CardBody>
        <Form noValidate onSubmit={submit} className="flex flex-col gap-3">
          <input
            ref={input}
            type="file"
            tabIndex={-1}
            aria-label="Credential file"
            className="sr-only"
            onChange={({ target }) => {
              take(target.files?.[0]);
              target.value = "";
            }}
          />
          <Button className="self-start" onClick={() => input.current?.click()}>
            <Upload aria-hidden />
            {chosen ? "Choose another…" : "Choose a file…"}
          </Button>
          {chosen && (
            <>
              <Field
                label="Path in the workspace"
                hint={`${chosen.file.name}, ${formatBytes(chosen.file.size)}`}
                error={problem ?? undefined}
              >
                {(control) => (
                  <Input
                    {...control}
                    value={chosen.path}
                    className="font-mono text-xs"
                    autoComplete="off"
                    spellCheck={false}
                    onChange={({ target }) => setChosen({ ...chosen, path: target.value })}
                  />
                )}
              </Field>
              {failure && (
                <Alert tone="danger" live title="Nothing was written">
                  {failure}
                </Alert>
              )}
              <div className="flex justify-end gap-2">
                <Button variant="ghost" onClick={() => setChosen(null)}>
                  Discard
                </Button>
                <Button type="submit" variant="primary" disabled={problem !== null} loading={isPending}>
                  Write file
                </Button>
              </div>
            </>
          )}
        </Form>
      </CardBody>
    </Card>
  );
}
