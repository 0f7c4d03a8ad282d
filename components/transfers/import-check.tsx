"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError } from "@/lib/client/api-error";
import { groupOmissions } from "@/lib/client/import-words";
import type { CheckedZip, ImportFailure } from "@/lib/client/use-import";
import { agentNameProblem } from "@/lib/domain/agents/rules";
import { ArrivalCard } from "./arrival-card";
import { LeftBehindCard } from "./left-behind-card";
import { MissingCard } from "./missing-card";
import { ReadFacts } from "./read-facts";

type ImportCheckProps = {
  checked: CheckedZip;
  /** Why the last import did not happen. */
  failure: ImportFailure | null;
  onImport: (name: string) => void;
  onBack: () => void;
};

/** Whoever hears or steps through the page continues where the answer begins. */
const focusOn = (heading: HTMLElement | null) => heading?.focus();

function takenName(failure: ImportFailure | null): boolean {
  return failure?.error instanceof ApiError && failure.error.code === "name_taken";
}

/** What was read of a zip and what its import would make, with the name to choose; nothing is written yet. */
export function ImportCheck({ checked, failure, onImport, onBack }: ImportCheckProps) {
  const { file, preview } = checked;
  const [name, setName] = useState(preview.agent.name);
  const [sent, setSent] = useState<string | null>(null);
  const wanted = name.trim();
  const problem = agentNameProblem(wanted);
  const taken = takenName(failure) && sent === wanted ? "Another agent here has this name. Choose another one." : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(wanted);
    if (!problem) onImport(wanted);
  };
  const form = useId();
  const packaged = preview.agent.package_name;
  const renamed = packaged !== preview.agent.name;
  const groups = groupOmissions(preview.omissions);
  return (
    <div className="flex flex-col gap-4">
      <Card aria-labelledby="read">
        <CardBody className="flex flex-col gap-4">
          <h2 id="read" tabIndex={-1} ref={focusOn} className="font-semibold text-base text-fg outline-none">
            What was read
          </h2>
          <form id={form} noValidate onSubmit={submit}>
            <Field
              label="Name"
              required
              error={taken ?? (sent === wanted && problem ? `The name ${problem}` : undefined)}
              hint={
                renamed &&
                `'${packaged}' is taken here; '${preview.agent.name}' is free. Choose another one if you like.`
              }
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  spellCheck={false}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                />
              )}
            </Field>
          </form>
          <ReadFacts file={file} preview={preview} />
        </CardBody>
      </Card>
      <ArrivalCard preview={preview} />
      <MissingCard groups={groups} />
      <LeftBehindCard groups={groups} />
      <Card>
        <CardFooter className="justify-between rounded-t-lg border-t-0">
          <Button onClick={onBack}>Choose another zip</Button>
          <Button type="submit" form={form} variant="primary">
            Import as a draft
          </Button>
        </CardFooter>
      </Card>
    </div>
  );
}
