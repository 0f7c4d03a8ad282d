"use client";
import { type FocusEvent, type PointerEvent, type ReactNode, Suspense, useState } from "react";
import { onDemand } from "./on-demand";
import { Slot } from "./slot";

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
      <Slot
        onPointerEnter={({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
          if (pointerType !== "touch") setTarget(currentTarget);
        }}
        onFocus={({ currentTarget }: FocusEvent<HTMLElement>) => setTarget(currentTarget)}
      >
        {children}
      </Slot>
      {target && (
        <Suspense>
          <Hint target={target} {...hint} />
        </Suspense>
      )}
    </>
  );
}
