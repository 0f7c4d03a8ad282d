"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { showToast } from "@/components/ui/toaster";
import { type BulkAct, type BulkReport, bulkMutation, bulkSentence, undoOf } from "@/lib/client/bulk-actions";

type Run = {
  act: BulkAct;
  ids: readonly string[];
  /** Those that the act makes different, for an exact undo; default: all. */
  changed?: ReadonlySet<string> | undefined;
};

/**
 * Does one thing to many agents: a toast with "Undo" where all went well, else a report that the page shows. `onDone`
 * hears which ids succeeded.
 */
export function useBulk(onDone: (ids: readonly string[]) => void = () => {}) {
  const client = useQueryClient();
  const [done, setDone] = useState(0);
  const [outcome, setOutcome] = useState<{ report: BulkReport; undo: (() => void) | null } | null>(null);
  const { mutateAsync, isPending, variables } = useMutation(bulkMutation(client, setDone));
  const run = async ({ act, ids, changed = new Set(ids) }: Run): Promise<void> => {
    setDone(0);
    const report = await mutateAsync({ act, ids });
    const back = undoOf(report, changed);
    const undo = back && (() => void run(back));
    onDone(report.items.filter((item) => item.ok).map((item) => item.id));
    if (report.items.every((item) => item.ok)) {
      const action = undo ? { label: "Undo", onSelect: undo } : undefined;
      showToast({ tone: "success", title: bulkSentence(report), action });
    } else setOutcome({ report, undo });
  };
  const total = variables?.ids.length ?? 0;
  return {
    run,
    busy: isPending,
    progress: isPending && total > 100 ? `${done} of ${total}` : null,
    outcome,
    close: () => setOutcome(null),
  };
}
