"use client";
import { Slot } from "radix-ui";
import { type FocusEvent, type PointerEvent, type ReactNode, Suspense, useState } from "react";
import { onDemand } from "./on-demand";

type TooltipProps = {
  content: ReactNode;
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
};

const Hint = onDemand(() => import("./hint"), "early");

/** A short hint on hover and focus, loaded then. The child must be focusable and must make sense without it. */
export function Tooltip({ children, ...hint }: TooltipProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <>
      <Slot.Root
        onPointerEnter={({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
          if (pointerType !== "touch") setTarget(currentTarget);
        }}
        onFocus={({ currentTarget }: FocusEvent<HTMLElement>) => setTarget(currentTarget)}
      >
        {children}
      </Slot.Root>
      {target && (
        <Suspense>
          <Hint target={target} {...hint} />
        </Suspense>
      )}
    </>
  );
}
