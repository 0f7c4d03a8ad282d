"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { enterEditMode } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** Makes a draft of a live agent, so that it can be changed. */
export function EnterEditButton({ agent, children }: { agent: AgentDetail; children: ReactNode }) {
  const { mutate, isPending } = useMutation(enterEditMode(useQueryClient(), agent));
  const { live, name } = agent;
  const begin = () =>
    mutate(undefined, {
      onSuccess: () =>
        showToast({ tone: "success", title: `${name} has a draft now${live ? `; ${live.label} stays live` : ""}` }),
      onError: (error) =>
        showToast({ tone: "danger", title: `No draft of ${name}`, description: describeError(error).message }),
    });
  return (
    <Button size="sm" loading={isPending} onClick={begin}>
      {children}
    </Button>
  );
}
