"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { withdrawSubmission } from "@/lib/client/submission-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** Takes a package back that waits for review, after asking. */
export function WithdrawButton({ item }: { item: PackageResource }) {
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation(withdrawSubmission(useQueryClient(), item.id));
  const name = `${item.agentName} ${item.version}`;
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Undo2 />
        Withdraw
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Withdraw ${name}?`}
        confirmLabel="Withdraw package"
        danger
        onConfirm={async () => {
          await withdraw.mutateAsync();
          showToast({ tone: "success", title: `Withdrew ${name}` });
        }}
      >
        It leaves the review queue and nobody can approve it any more.{" "}
        {item.running
          ? `Version ${item.running.version} keeps running.`
          : "If the agent never had another version, it is removed with it."}
      </ConfirmDialog>
    </>
  );
}
