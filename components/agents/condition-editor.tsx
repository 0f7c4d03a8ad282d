"use client";
import { type ReactNode, useState } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Condition } from "@/lib/client/agent-filter";

export type ConditionEditorProps = {
  /** What is changed; absent where a condition is added. */
  condition?: Condition;
  /** Names the panel: "Add a filter". */
  label: string;
  submitLabel: string;
  onSave: (condition: Condition) => void;
  /** The button that opens it. */
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

const ConditionForm = onDemand(() => import("./condition-form"), "early");

/** Field, operator and value of one condition, in a panel beside its button. */
export function ConditionEditor(props: ConditionEditorProps) {
  const [openInside, setOpenInside] = useState(false);
  const open = props.open ?? openInside;
  const setOpen = props.onOpenChange ?? setOpenInside;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{props.children}</PopoverTrigger>
      <PopoverContent align="start" aria-label={props.label}>
        <ConditionForm {...props} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
