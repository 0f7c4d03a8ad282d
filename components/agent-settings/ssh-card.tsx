"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";
import { GrantedAccess } from "./granted-access";
import type { SettingCardProps } from "./settings-tab";
import { SshDialog } from "./ssh-dialog";
import { SshGrantList } from "./ssh-grant-list";
import { SshKeyDialog } from "./ssh-key-dialog";

/** SSH into a running agent, for some hours, with one's own key or one that is made. */
export function SshCard({ agent, locked }: SettingCardProps) {
  const [asking, setAsking] = useState(false);
  const [access, setAccess] = useState<SshAccessReply | null>(null);
  const [showsKey, setShowsKey] = useState(false);
  const running = agent.runState === "running";
  return (
    <Card>
      <CardHeader
        title="SSH"
        description="A shell, commands and files of this agent's workspace, until the time ends."
      />
      <CardBody className="flex flex-col gap-3 py-4">
        {access && <GrantedAccess access={access} />}
        {locked === undefined && running && (
          <Button className="self-start" onClick={() => setAsking(true)}>
            <KeyRound aria-hidden />
            {access ? "Ask again…" : "Ask for access…"}
          </Button>
        )}
        {locked === undefined && !running && (
          <p className="text-muted text-sm">Start {agent.name} to ask for access: only a running agent has a shell.</p>
        )}
        {locked === undefined && <SshGrantList agent={agent} />}
      </CardBody>
      {locked && (
        <CardFooter>
          <p className="text-muted text-xs">{locked}</p>
        </CardFooter>
      )}
      <SshDialog
        agent={agent}
        open={asking}
        onOpenChange={setAsking}
        onAccess={(granted) => {
          setAccess(granted);
          setShowsKey(granted.private_key !== null);
        }}
      />
      <SshKeyDialog
        access={showsKey ? access : null}
        onClose={() => {
          setShowsKey(false);
          setAccess((granted) => granted && { ...granted, private_key: null });
        }}
      />
    </Card>
  );
}
