"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, RotateCw } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { FileSize } from "@/components/ui/file-size";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toaster";
import { type CredentialStatus, injectCredentials } from "@/lib/client/credential-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

export type CredentialCardProps = { agent: AgentDetail; status: CredentialStatus };

const purposes: Readonly<Record<string, string>> = {
  ".env": "Variables of the agent",
  ".mcp.json": "MCP servers it connects to",
  ".mcp.json.template": "Filled from .env at each start",
  ".credentials.enc": "Encrypted bundle of an export",
};

/** Names, states and sizes of the credential files in a workspace. */
export function CredentialFileList({ agent, status }: CredentialCardProps) {
  const { mutate, isPending } = useMutation(injectCredentials(useQueryClient(), agent.id));
  const again = () =>
    mutate(null, {
      onSuccess: ({ message }) => showToast({ tone: "success", title: `${agent.name}: ${message}` }),
      onError: (error) =>
        showToast({ tone: "danger", title: "Nothing was written", description: describeError(error).message }),
    });
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Credential files"
        description="What is in them is never shown. Muster keeps them encrypted and writes them again at each start."
        actions={
          <Button size="sm" loading={isPending} onClick={again}>
            {!isPending && <RotateCw aria-hidden />}
            Write again
          </Button>
        }
      />
      <div className="overflow-x-auto">
        <Table aria-label={`Credential files of ${agent.name}`}>
          <thead>
            <tr>
              <TableHead>File</TableHead>
              <TableHead>State</TableHead>
              <TableHead className="max-sm:hidden">Size</TableHead>
              <TableHead className="max-sm:hidden">Changed</TableHead>
            </tr>
          </thead>
          <tbody>
            {Object.entries(status.files).map(([path, { exists, size, modified }]) => (
              <TableRow key={path}>
                <TableCell>
                  <code className="font-mono text-fg text-xs [overflow-wrap:anywhere]">{path}</code>
                  <span className="block text-muted text-xs">{noteOn(path, status)}</span>
                  {exists && (
                    <span className="block text-muted text-xs sm:hidden">
                      <FileSize bytes={size} />, <Time value={modified} fallback="" />
                    </span>
                  )}
                </TableCell>
                <TableCell>
                  {exists ? (
                    <Badge tone="success" icon={<CircleCheck />}>
                      There
                    </Badge>
                  ) : (
                    <Badge>Not there</Badge>
                  )}
                </TableCell>
                <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
                  {exists && <FileSize bytes={size} />}
                </TableCell>
                <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
                  <Time value={modified} fallback="" />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function noteOn(path: string, { credential_count: count, files }: CredentialStatus): string {
  const purpose = purposes[path] ?? "";
  if (path !== ".env" || !files[path]?.exists) return purpose;
  return `${purpose}: ${count} ${count === 1 ? "is" : "are"} set`;
}
