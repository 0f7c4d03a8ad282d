"use client";
import { PencilLine } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { AvatarPicker } from "./avatar-picker";
import { RenameDialog } from "./rename-dialog";
import type { SettingCardProps } from "./settings-tab";

/** An agent's name and picture. */
export function IdentityCard({
  agentRef,
  agent,
  locked,
  onRenamed,
}: SettingCardProps & { onRenamed: (name: string) => void }) {
  const [renaming, setRenaming] = useState(false);
  return (
    <Card>
      <CardHeader title="Name and picture" />
      <CardBody className="flex flex-col gap-4 py-4">
        <AvatarPicker agentRef={agentRef} agent={agent} locked={locked} />
        <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
          <p className="min-w-0 text-sm">
            <Code>{agent.name}</Code>
          </p>
          {locked === undefined && (
            <Button onClick={() => setRenaming(true)}>
              <PencilLine aria-hidden />
              Rename…
            </Button>
          )}
        </div>
      </CardBody>
      {locked && (
        <CardFooter>
          <p className="text-muted text-xs">{locked}</p>
        </CardFooter>
      )}
      <RenameDialog agent={agent} open={renaming} onOpenChange={setRenaming} onRenamed={onRenamed} />
    </Card>
  );
}
