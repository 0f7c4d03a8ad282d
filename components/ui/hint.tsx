"use client";
import { Tooltip as Primitive } from "radix-ui";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { Kbd } from "./kbd";

export type HintProps = {
  target: HTMLElement;
  content: ReactNode;
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
};

const DELAY = 400;
const NEXT_AT_ONCE = 300;
let closedAt = Number.NEGATIVE_INFINITY;

/** The hint of an element that is on the page already; the next one comes at once where one has just gone. */
export default function Hint({ target, content, shortcut, side }: HintProps) {
  const delay = performance.now() - closedAt < NEXT_AT_ONCE ? 0 : DELAY;
  return (
    <Primitive.Provider delayDuration={delay}>
      <Primitive.Root
        onOpenChange={(open) => {
          if (!open) closedAt = performance.now();
        }}
      >
        <Primitive.Trigger asChild>
          <Listener target={target} />
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={5}
            collisionPadding={8}
            className="z-[60] flex max-w-72 animate-fade items-center gap-2 rounded-md bg-fg px-2 py-1 text-canvas text-xs shadow-pop"
          >
            {content}
            {shortcut && <Kbd inverted>{shortcut}</Kbd>}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}

type Hear = (event: Event) => void;
type Heard = {
  onPointerMove?: Hear;
  onPointerLeave?: Hear;
  onPointerDown?: Hear;
  onFocus?: Hear;
  onBlur?: Hear;
  onClick?: Hear;
};
type ListenerProps = Heard & { target: HTMLElement; ref?: Ref<HTMLElement>; "aria-describedby"?: string };

const events = [
  ["pointermove", "onPointerMove"],
  ["pointerleave", "onPointerLeave"],
  ["pointerdown", "onPointerDown"],
  ["focus", "onFocus"],
  ["blur", "onBlur"],
  ["click", "onClick"],
] as const;

/** Hears on the element what Radix wants to hear of its trigger. What made it come has happened already. */
function Listener({ target, ref, "aria-describedby": describedBy, ...heard }: ListenerProps) {
  const latest = useRef<Heard>(heard);
  useImperativeHandle(ref, () => target, [target]);
  useLayoutEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    const ending = new AbortController();
    for (const [type, name] of events) {
      target.addEventListener(type, (event) => latest.current[name]?.(event), { signal: ending.signal });
    }
    if (target.matches(":focus-visible")) latest.current.onFocus?.(new FocusEvent("focus"));
    else if (target.matches(":hover"))
      latest.current.onPointerMove?.(new PointerEvent("pointermove", { pointerType: "mouse" }));
    return () => ending.abort();
  }, [target]);
  useEffect(() => {
    if (!describedBy || target.hasAttribute("aria-describedby")) return;
    target.setAttribute("aria-describedby", describedBy);
    return () => target.removeAttribute("aria-describedby");
  }, [target, describedBy]);
  return null;
}
