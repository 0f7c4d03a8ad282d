"use client";
import { lazy, Suspense, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { PublishButton } from "./publish-button";

const DiscardDialog = lazy(() => import("./discard-dialog"));

/** Says to those who edit that they look at a draft, and which version everybody else has. */
export function DraftBanner({ agent, onReview }: { agent: AgentDetail; onReview: () => void }) {
  const [discarding, setDiscarding] = useState(false);
  const { live, lifecycleState, may } = agent;
  if (!live || lifecycleState !== "draft" || !may.includes("edit")) return null;
  return (
    <>
      <Alert
        className="mb-4"
        title={`You are editing a draft; live is ${live.label}`}
        actions={
          <>
            <PublishButton agent={agent} />
            <Button size="sm" onClick={onReview}>
              See what changed
            </Button>
            <Button size="sm" onClick={() => setDiscarding(true)}>
              Discard…
            </Button>
          </>
        }
      >
        Readers are shown {live.label} until the draft is published.
      </Alert>
      <Suspense fallback={null}>
        {discarding && <DiscardDialog agent={agent} live={live.label} onClose={() => setDiscarding(false)} />}
      </Suspense>
    </>
  );
}
