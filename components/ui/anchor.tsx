"use client";
import { type Ref, type RefObject, useImperativeHandle } from "react";

export type AnchorProps = { of: RefObject<HTMLElement | null>; ref?: Ref<HTMLElement | null> };

/** Stands for an element that is on the page already where Radix wants to render its trigger. Renders nothing. */
export function Anchor({ of, ref }: AnchorProps) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => of.current, [of]);
  return null;
}
