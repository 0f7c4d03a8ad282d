"use client";
import { DropdownMenu as Primitive } from "radix-ui";
import { type ComponentProps, type RefObject, useEffect, useRef } from "react";
import { Anchor } from "./anchor";
import { cn } from "./cn";
import { MenuPartsContext } from "./dropdown-menu";
import * as parts from "./menu-parts";

export type MenuPanelProps = ComponentProps<typeof Primitive.Content> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
  /** Opened by a key: the first item gets the focus. */
  byKey: boolean;
};

/** The floating list of a menu, on its first use; not modal, so the page behind stays scrollable. */
export default function MenuPanel({
  open,
  onOpenChange,
  trigger,
  byKey,
  className,
  children,
  ...rest
}: MenuPanelProps) {
  const list = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>
        <Anchor of={trigger} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          ref={list}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[calc(100vw-1rem)] animate-enter overflow-y-auto rounded-lg bg-raised p-1 shadow-pop",
            className,
          )}
          {...rest}
        >
          {byKey && <FocusFirst list={list} />}
          <MenuPartsContext value={parts}>{children}</MenuPartsContext>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Radix does it for keys that it has heard, and the first key was pressed before it was there. */
function FocusFirst({ list }: { list: RefObject<HTMLElement | null> }) {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== list.current) return;
      list.current?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [list]);
  return null;
}
