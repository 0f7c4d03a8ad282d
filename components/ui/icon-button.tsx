"use client";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

const square = { sm: "size-7 px-0", md: "size-8 px-0", lg: "size-9 px-0" } as const;

export type IconButtonProps = Omit<ButtonProps, "asChild" | "aria-label"> & { label: string; shortcut?: string };

/** A button with an icon only; `label` names it for screen readers and in its tooltip. */
export function IconButton({ label, shortcut, size, variant = "ghost", className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn(square[size ?? "md"], className)}
        {...props}
      />
    </Tooltip>
  );
}
