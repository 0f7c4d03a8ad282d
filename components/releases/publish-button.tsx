"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const PublishDialog = lazy(() => import("./publish-dialog"));

/** Whether this person may publish an agent for the first time; the first version of a package is published by its approval. */
export function publishableFirst({ live, newestPackage, may }: AgentDetail): boolean {
  return live === null && newestPackage === null && may.includes("edit");
}

/** Opens the dialog that makes the draft live. */
export function PublishButton({ agent }: { agent: AgentDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        Publish…
      </Button>
      <Suspense fallback={null}>{open && <PublishDialog open onOpenChange={setOpen} agent={agent} />}</Suspense>
    </>
  );
}
