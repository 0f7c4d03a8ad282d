"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

export const DropdownMenuTrigger = Primitive.Trigger;

const row =
  "flex min-h-7 select-none items-center gap-2 rounded-[5px] px-2 py-1 text-sm outline-none data-disabled:pointer-events-none data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

/** A menu; not modal, so the page behind stays scrollable. */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

/** The floating list of a menu. */
export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[calc(100vw-1rem)] animate-enter overflow-y-auto rounded-lg bg-raised p-1 shadow-pop",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}

type ItemProps = ComponentProps<typeof Primitive.Item> & { icon?: ReactNode; shortcut?: string; danger?: boolean };

/** An action of a menu. */
export function DropdownMenuItem({ icon, shortcut, danger, className, children, ...props }: ItemProps) {
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

/** A choice that can be on or off; the menu stays open. */
export function DropdownMenuCheckItem({ children, ...props }: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={row} onSelect={(event) => event.preventDefault()} {...props}>
      <span className="flex-1">{children}</span>
      <Primitive.ItemIndicator>
        <Check aria-hidden className="text-link" />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}

export const DropdownMenuRadioGroup = Primitive.RadioGroup;

/** One of several choices inside a DropdownMenuRadioGroup. */
export function DropdownMenuRadioItem(props: ComponentProps<typeof Primitive.RadioItem> & { icon?: ReactNode }) {
  const { icon, className, children, ...rest } = props;
  return (
    <Primitive.RadioItem className={cn(row, className)} {...rest}>
      {icon && <span className="text-muted">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Primitive.ItemIndicator>
        <Check aria-hidden className="text-link" />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

/** A heading inside a menu. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1 font-medium text-subtle text-xs">{children}</Primitive.Label>;
}

/** A line between groups of a menu. */
export function DropdownMenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
