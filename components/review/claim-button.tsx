"use client";
import { Hand, UserCheck } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { useClaim } from "@/lib/client/review-talk";
import type { Reviewable } from "@/lib/client/reviewable";

/** Claims, releases or takes over what waits for a review; nothing for those who may not. */
export function ClaimButton({ review }: { review: Reviewable }) {
  const { me } = useConsoleSession();
  const claim = useClaim(review);
  const [asking, setAsking] = useState(false);
  const { title, claimedBy: holder } = review;
  if (!review.may.claim) return null;
  const mine = holder?.id === me.id;
  const press = () => {
    if (holder && !mine) return setAsking(true);
    const onError = (error: unknown) =>
      showToast({
        tone: "danger",
        title: `${title} was not ${mine ? "released" : "claimed"}`,
        description: describeError(error).message,
      });
    claim.mutate({ claim: !mine }, { onError });
  };
  return (
    <>
      <Button onClick={press} loading={claim.isPending}>
        {mine ? <UserCheck /> : <Hand />}
        {mine ? "Release" : holder ? "Take over" : "Claim"}
      </Button>
      {holder && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Take over the review of ${title}?`}
          confirmLabel="Take over"
          onConfirm={() => claim.mutateAsync({ claim: true, force: true })}
        >
          {holder.name} is reviewing it. Taking over tells others that you do; what {holder.name} has written stays.
        </ConfirmDialog>
      )}
    </>
  );
}
