"use client";
import type { ReactNode } from "react";
import { describeError } from "@/components/patterns/error-state";
import { FailureAlert } from "@/components/patterns/failure-alert";
import { QueryView, type ViewedQuery } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { useConfirmation } from "@/lib/client/use-confirmation";

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
  /** What the plan shows cannot be done. */
  blocked?: (plan: Plan) => boolean;
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
  const { query, refusal, children, confirmLabel, danger, blocked, onConfirm, onOpenChange } = props;
  const { busy, error, run } = useConfirmation(() => onOpenChange(false));
  const plan = query.error ? undefined : query.data;
  const confirm = () => {
    if (plan) void run(() => onConfirm(plan));
  };
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
        <FailureAlert error={error} />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          variant={danger ? "danger" : "primary"}
          disabled={!plan || blocked?.(plan)}
          loading={busy}
          onClick={confirm}
        >
          {confirmLabel(plan)}
        </Button>
      </DialogFooter>
    </>
  );
}
