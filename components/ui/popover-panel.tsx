"use client";
import { Popover as Primitive } from "radix-ui";
import type { ComponentProps, RefObject } from "react";
import { Anchor } from "./anchor";
import { cn } from "./cn";

export type PopoverPanelProps = ComponentProps<typeof Primitive.Content> & {
  open: boolean;
  modal: boolean;
  onOpenChange: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

/** The panel of a popover, on its first use. */
export default function PopoverPanel(props: PopoverPanelProps) {
  const { open, modal, onOpenChange, trigger, className, ...rest } = props;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange} modal={modal}>
      <Primitive.Trigger asChild>
        <Anchor of={trigger} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-50 own:w-72 max-w-[calc(100vw-1rem)] animate-enter rounded-lg bg-raised own:p-3 text-sm shadow-pop",
            className,
          )}
          {...rest}
        />
      </Primitive.Portal>
    </Primitive.Root>
  );
}
