"use client";
import { useMutation } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { OutputText } from "@/components/patterns/output-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type ResourceOf, testServer } from "@/lib/client/resource-queries";

/** Tries a remote server, and shows what it offers. */
export function TestServer({ server }: { server: ResourceOf["mcp-servers"] }) {
  const test = useMutation(testServer(server.id));
  const local = server.transport === "stdio";
  const result = test.data;
  return (
    <Card>
      <CardHeader
        title="Connection"
        description={local ? undefined : "Muster connects as an agent would, and asks for the tools."}
        actions={
          !local && (
            <Button size="sm" loading={test.isPending} onClick={() => test.mutate()}>
              <PlugZap aria-hidden />
              Test
            </Button>
          )
        }
      />
      <CardBody className="flex flex-col gap-3">
        {local && (
          <p className="text-muted text-sm">
            The command runs only inside the agents that use it, so it cannot be tried from here.
          </p>
        )}
        {!local && test.isIdle && <p className="text-muted text-sm">Not tested in this visit.</p>}
        {test.isPending && <p className="text-muted text-sm">Connecting. This takes 10 seconds at most.</p>}
        {test.error && <Alert tone="danger" live title={describeError(test.error).message} />}
        {result && !test.isPending && (
          <Alert tone={result.ok ? "success" : "danger"} live title={result.message}>
            After {result.milliseconds} ms
          </Alert>
        )}
        {result?.tools && result.tools.length > 0 && (
          <ul className="flex flex-col gap-2">
            {result.tools.map(({ name, description }) => (
              <li key={name} className="min-w-0">
                <code className="font-mono text-fg text-xs">{name}</code>
                {description && <OutputText label={`Description of ${name}`} text={description} />}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
