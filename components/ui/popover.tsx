"use client";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useId,
  useMemo,
  useRef,
} from "react";
import { useControlledOpen } from "./controlled-open";
import { FirstUse, onDemand } from "./on-demand";
import type { PopoverPanelProps } from "./popover-panel";
import { Slot } from "./slot";

type PopoverState = {
  id: string;
  open: boolean;
  modal: boolean;
  onOpenChange: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

const PopoverContext = createContext<PopoverState | null>(null);

function usePopover(): PopoverState {
  const state = useContext(PopoverContext);
  if (!state) throw new Error("Only inside a Popover");
  return state;
}

export type PopoverProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  modal?: boolean;
  children: ReactNode;
};

/** A panel beside its trigger; its code is loaded when it first opens. */
export function Popover({ modal = false, children, ...given }: PopoverProps) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, onOpenChange] = useControlledOpen(given);
  const state = useMemo(() => ({ id, open, modal, onOpenChange, trigger }), [id, open, modal, onOpenChange]);
  return <PopoverContext value={state}>{children}</PopoverContext>;
}

/** The button that opens it. */
export function PopoverTrigger({
  asChild,
  ...props
}: Omit<ComponentProps<"button">, "onClick" | "ref"> & { asChild?: boolean }) {
  const { id, open, onOpenChange, trigger } = usePopover();
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={() => onOpenChange(!open)}
      {...props}
      ref={trigger}
    />
  );
}

/** Its child closes the panel that it stands in. */
export function PopoverClose({ children }: { asChild: true; children: ReactNode }) {
  const { onOpenChange } = usePopover();
  return <Slot onClick={() => onOpenChange(false)}>{children}</Slot>;
}

const PopoverPanel = onDemand(() => import("./popover-panel"), "early");

/** A floating panel beside its trigger; give it an `aria-label`. */
export function PopoverContent(props: Omit<PopoverPanelProps, keyof PopoverState>) {
  const state = usePopover();
  return (
    <FirstUse when={state.open}>
      <PopoverPanel {...state} {...props} />
    </FirstUse>
  );
}
