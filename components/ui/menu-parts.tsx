"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

const row =
  "flex min-h-7 select-none items-center gap-2 rounded-[5px] px-2 py-1 text-sm outline-none data-disabled:pointer-events-none own:data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

export type ItemProps = ComponentProps<typeof Primitive.Item> & {
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
};

/** An action of a menu. */
export function Item({ icon, shortcut, danger, className, children, ...props }: ItemProps) {
  return (
    <Primitive.Item
      className={cn(row, danger ? "text-danger data-highlighted:bg-danger-soft" : "text-fg", className)}
      {...props}
    >
      {icon && <span className={danger ? "" : "text-muted"}>{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </Primitive.Item>
  );
}

export type CheckItemProps = ComponentProps<typeof Primitive.CheckboxItem>;

/** A choice that can be on or off; the menu stays open. */
export function CheckItem({ children, ...props }: CheckItemProps) {
  return (
    <Primitive.CheckboxItem className={row} onSelect={(event) => event.preventDefault()} {...props}>
      <span className="flex-1">{children}</span>
      <Mark />
    </Primitive.CheckboxItem>
  );
}

export type RadioGroupProps = ComponentProps<typeof Primitive.RadioGroup>;
export const RadioGroup = Primitive.RadioGroup;

export type RadioItemProps = ComponentProps<typeof Primitive.RadioItem> & { icon?: ReactNode };

/** One of several choices inside a RadioGroup. */
export function RadioItem({ icon, className, children, ...props }: RadioItemProps) {
  return (
    <Primitive.RadioItem className={cn(row, className)} {...props}>
      {icon && <span className="text-muted">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Mark />
    </Primitive.RadioItem>
  );
}

function Mark() {
  return (
    <Primitive.ItemIndicator>
      <Check aria-hidden className="text-link" />
    </Primitive.ItemIndicator>
  );
}

/** A heading inside a menu. */
export function Label({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1 font-medium text-subtle text-xs">{children}</Primitive.Label>;
}

/** A line between groups of a menu. */
export function Separator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
