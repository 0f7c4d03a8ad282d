"use client";
import { useState } from "react";
import { UploadProgress } from "@/components/patterns/file-drop";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { ApiError } from "@/lib/client/api-error";
import { groupOmissions } from "@/lib/client/import-words";
import type { CheckedZip, ImportFailure, ImportUpload } from "@/lib/client/use-import";
import { ArrivalCard } from "./arrival-card";
import { ImportRefusal } from "./import-refusal";
import { LeftBehindCard } from "./left-behind-card";
import { MissingCard } from "./missing-card";
import { NameForm } from "./name-form";
import { ReadFacts } from "./read-facts";

type ImportCheckProps = {
  checked: CheckedZip;
  /** Of the import that runs. */
  progress: ImportUpload | null;
  onImport: (name: string) => Promise<ImportFailure | null>;
  onCancel: () => void;
  onBack: () => void;
};

const FORM = "import-name";

/** Whoever hears or steps through the page continues where the answer begins. */
const focusOn = (heading: HTMLElement | null) => heading?.focus();

const isNameTaken = ({ error }: ImportFailure) => error instanceof ApiError && error.code === "name_taken";

/** What was read of a zip and what its import would make, with the name to choose; nothing is written yet. */
export function ImportCheck({ checked: { file, preview }, progress, onImport, onCancel, onBack }: ImportCheckProps) {
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  const submit = async (name: string) => {
    if (progress) return true;
    setFailure(null);
    const failed = await onImport(name);
    if (!failed || !isNameTaken(failed)) setFailure(failed);
    return !(failed && isNameTaken(failed));
  };
  const groups = groupOmissions(preview.omissions);
  return (
    <div className="flex flex-col gap-4">
      <Card aria-labelledby="read">
        <CardBody className="flex flex-col gap-4">
          <h2 id="read" tabIndex={-1} ref={focusOn} className="font-semibold text-base text-fg outline-none">
            What was read
          </h2>
          <NameForm id={FORM} agent={preview.agent} onSubmit={submit} />
          <ReadFacts file={file} preview={preview} />
        </CardBody>
      </Card>
      <ArrivalCard preview={preview} />
      <MissingCard groups={groups} />
      <LeftBehindCard groups={groups} />
      {failure && (
        <Alert tone="danger" live title="The agent was not imported">
          <ImportRefusal {...failure} />
        </Alert>
      )}
      {progress && <UploadProgress upload={{ ...progress, checkingText: "Making the draft…" }} onCancel={onCancel} />}
      <Card>
        <CardFooter className="justify-between rounded-t-lg border-t-0">
          <Button onClick={onBack} disabled={progress !== null}>
            Choose another zip
          </Button>
          <Button type="submit" form={FORM} variant="primary" loading={progress !== null}>
            Import as a draft
          </Button>
        </CardFooter>
      </Card>
    </div>
  );
}
