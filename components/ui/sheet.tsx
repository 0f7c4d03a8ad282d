"use client";
import { type ReactNode, useContext } from "react";
import { Dialog, DialogContext } from "./dialog";
import { FirstUse, onDemand } from "./on-demand";
import { Slot } from "./slot";

export const Sheet = Dialog;

/** Its child opens the sheet. */
export function SheetTrigger({ children }: { asChild: true; children: ReactNode }) {
  const { open, onOpenChange } = useContext(DialogContext);
  return (
    <Slot aria-haspopup="dialog" aria-expanded={open} onClick={() => onOpenChange(!open)}>
      {children}
    </Slot>
  );
}

export type SheetContentProps = {
  title: ReactNode;
  side?: "left" | "right";
  hideHeader?: boolean;
  className?: string;
  /** For a panel without a trigger: puts the focus where it was before. */
  onClosed?: () => void;
  children: ReactNode;
};

const SheetPanel = onDemand(() => import("./sheet-panel"), "early");

/** A modal panel at the side of the screen: peek views, and the navigation on narrow screens. */
export function SheetContent(props: SheetContentProps) {
  const state = useContext(DialogContext);
  return (
    <FirstUse when={state.open}>
      <SheetPanel {...state} {...props} />
    </FirstUse>
  );
}
