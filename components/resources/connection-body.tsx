"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, PlugZap } from "lucide-react";
import { FactList } from "@/components/agents/fact-list";
import { describeError } from "@/components/patterns/error-state";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { connectionFields, MASK, splitSettings } from "@/lib/client/connection-fields";
import { type ResourceOf, testConnection } from "@/lib/client/resource-queries";
import { engineWords } from "@/lib/client/resource-words";
import type { ConnectionTest } from "@/lib/contracts/console/wire/resource";
import { JsonCard } from "./resource-body";

const checkWords = { address: "Address", connection: "Connection", encryption: "Encryption" } as const;
type ConnectionProps = { connection: ResourceOf["data-connections"] };

/** What a connection is set to, and whether its database can be reached. */
export function ConnectionBody({ connection }: ConnectionProps) {
  const { engine, tags, configuration } = connection;
  const { settings, more } = splitSettings(engine, configuration);
  const facts = connectionFields[engine].map(({ key, label, kind }) => ({
    label,
    value: <SettingValue value={settings[key]} secret={kind === "secret" || kind === "document"} />,
  }));
  return (
    <>
      <Card>
        <CardHeader
          title="Database"
          description="Passwords and keys are encrypted and never shown again."
          actions={tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
        />
        <CardBody>
          <FactList facts={[{ label: "Engine", value: engineWords[engine] }, ...facts]} />
        </CardBody>
      </Card>
      {Object.keys(more).length > 0 && (
        <JsonCard
          title="More settings"
          description="Hidden values are shown as ********."
          path="settings.json"
          value={more}
        />
      )}
      <TestConnection key={connection.rev} connection={connection} />
    </>
  );
}

function SettingValue({ value, secret }: { value: string | undefined; secret: boolean }) {
  if (value === undefined || value === "") return <span className="text-subtle">–</span>;
  if (secret && value === MASK) return <span className="text-muted">Stored</span>;
  return (
    <code className="break-all font-mono text-xs">
      <VisibleText text={value} />
    </code>
  );
}

function TestConnection({ connection }: ConnectionProps) {
  const test = useMutation(testConnection(connection.id));
  return (
    <Card>
      <CardHeader
        title="Reachability"
        description="Muster opens a network connection, begins TLS where the settings ask for it, and closes it. It does not sign in."
        actions={
          <Button size="sm" loading={test.isPending} onClick={() => test.mutate()}>
            <PlugZap aria-hidden />
            Test
          </Button>
        }
      />
      <CardBody className="flex flex-col gap-3">
        {test.isIdle && <p className="text-muted text-sm">Not tested in this visit.</p>}
        {test.isPending && <p className="text-muted text-sm">Connecting. This takes 10 seconds at most.</p>}
        {test.error && <Alert tone="danger" live title={describeError(test.error).message} />}
        {test.data && !test.isPending && <Outcome result={test.data} />}
      </CardBody>
    </Card>
  );
}

function Outcome({ result }: { result: ConnectionTest }) {
  return (
    <>
      <Alert tone={result.ok ? "success" : "danger"} live title={result.message}>
        After {result.milliseconds} ms. User name, password and permissions were not tried.
      </Alert>
      <ul className="flex flex-col gap-1.5 text-sm">
        {result.checks.map(({ name, ok, message }) => (
          <li key={name} className="flex items-start gap-2">
            {ok ? (
              <CircleCheck role="img" aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-success" />
            ) : (
              <CircleX role="img" aria-label="Failed" className="mt-0.5 size-4 shrink-0 text-danger" />
            )}
            <span className="min-w-0 break-words">
              <span className="font-medium text-fg">{checkWords[name]}:</span> {message}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
