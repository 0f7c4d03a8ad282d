"use client";
import { FirstUse, onDemand } from "@/components/ui/on-demand";
import type { ShownOnceDialogProps } from "./shown-once-panel";

const Panel = onDemand(() => import("./shown-once-panel"), "early");

/** Shows a secret that the server will never show again. */
export function ShownOnceDialog(props: ShownOnceDialogProps) {
  return (
    <FirstUse when={props.value !== null}>
      <Panel {...props} />
    </FirstUse>
  );
}
