"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Switch } from "@/components/ui/switch";
import { showToast } from "@/components/ui/toaster";
import { changeFolders, type FolderSwitchName } from "@/lib/client/folder-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type FolderSwitchProps = {
  agent: AgentDetail;
  locked: string | undefined;
  which: FolderSwitchName;
  on: boolean;
  title: string;
  label: string;
  hint: string;
  /** Where the agent has the folder, while it offers one. */
  path: string | null;
  children: ReactNode;
};

/** One direction of sharing folders, with its switch and who takes part. */
export function FolderSwitch({ agent, locked, which, on, title, label, hint, path, children }: FolderSwitchProps) {
  const { mutate, isPending } = useMutation(changeFolders(useQueryClient(), agent.id));
  const change = (to: boolean) =>
    mutate(
      { [which]: to },
      {
        onSuccess: ({ restart_required }) =>
          showToast({
            tone: "success",
            title: `Folders of ${agent.name} saved`,
            description: restart_required ? "Restart it to apply." : undefined,
          }),
        onError: (error) =>
          showToast({
            tone: "danger",
            title: `Folders of ${agent.name} were not changed`,
            description: describeError(error).message,
          }),
      },
    );
  return (
    <Card>
      <CardHeader title={title} />
      <CardBody className="flex flex-col gap-4 py-4">
        <Switch
          label={label}
          hint={hint}
          checked={on}
          disabled={locked !== undefined || isPending}
          onChange={({ target }) => change(target.checked)}
        />
        {path && (
          <p className="flex items-center gap-1 text-sm">
            <Code>{path}</Code>
            <CopyButton value={path} what="path" />
          </p>
        )}
        {children}
      </CardBody>
      {locked && (
        <CardFooter>
          <p className="text-muted text-xs">{locked}</p>
        </CardFooter>
      )}
    </Card>
  );
}
