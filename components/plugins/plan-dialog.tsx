"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { describeError, RequestId } from "@/components/patterns/error-state";
import { QueryView, type ViewedQuery } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";

export type PlanDialogProps<Plan> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What would happen, asked of the server while the dialog is open. */
  query: ViewedQuery<Plan>;
  /** In place of the error, where the server says why it cannot be. */
  refusal?: (message: string) => ReactNode;
  children: (plan: Plan) => ReactNode;
  confirmLabel: (plan: Plan | undefined) => string;
  danger?: boolean;
  onConfirm: (plan: Plan) => Promise<unknown>;
};

/** Shows what an act would do before it is done; it can be confirmed only once that is known. */
export function PlanDialog<Plan>(props: PlanDialogProps<Plan>) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title={props.title}>
        <PlanForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function PlanForm<Plan>(props: PlanDialogProps<Plan>) {
  const { query, refusal, children, confirmLabel, danger, onConfirm, onOpenChange } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const plan = query.error ? undefined : query.data;
  const confirm = async () => {
    if (!plan || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm(plan);
      onOpenChange(false);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const failed = failure === null ? null : describeError(failure);
  return (
    <>
      <DialogBody>
        {query.error && refusal ? (
          refusal(describeError(query.error).message)
        ) : (
          <QueryView query={query} what="what would happen">
            {children}
          </QueryView>
        )}
        {failed && (
          <Alert tone="danger" live title={failed.message}>
            {failed.requestId && <RequestId id={failed.requestId} />}
          </Alert>
        )}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button variant={danger ? "danger" : "primary"} disabled={!plan} loading={busy} onClick={() => void confirm()}>
          {confirmLabel(plan)}
        </Button>
      </DialogFooter>
    </>
  );
}
