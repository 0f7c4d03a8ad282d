"use client";
import type { PrefetchKind } from "next/dist/client/components/router-reducer/router-reducer-types";
import { useRouter } from "next/navigation";
import { type MouseEvent, useRef } from "react";
import type { LinkProps } from "@/components/ui/link";
import { isGuarded, leaveBy } from "@/lib/client/leave-guard";

/** Addresses that are no pages of ours: the router must not take them over. */
const documents = /^\/(docs|api|token)(\/|$)/;

/** Whether a click asks for another of our pages in this tab; the browser follows all other links. */
function staysHere({ defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey, currentTarget }: MouseEvent) {
  const elsewhere = metaKey || ctrlKey || shiftKey || altKey || button !== 0;
  if (defaultPrevented || elsewhere || !(currentTarget instanceof HTMLAnchorElement)) return false;
  const { target, download, origin } = currentTarget;
  return (target === "" || target === "_self") && download === "" && origin === location.origin;
}

/** The router's word for a page with what the server puts into it; its own list of them would come with every page. */
const FULL = "full" as PrefetchKind;
/** A pointer or the focus that stays as long, ms, looks at a link; a shorter one passes over it. */
const LOOK = 50;

/** Fetches what a link leads to when somebody looks at it; then a click has not to wait for the server. */
function useAhead(href: string, ahead: boolean | undefined) {
  const router = useRouter();
  const looking = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (!ahead || documents.test(href)) return {};
  const look = () => {
    clearTimeout(looking.current);
    looking.current = setTimeout(() => router.prefetch(href, { kind: FULL }), LOOK);
  };
  const pass = () => clearTimeout(looking.current);
  return { onPointerEnter: look, onPointerLeave: pass, onFocus: look, onBlur: pass };
}

/** A link that the router follows. Pages are not fetched beforehand, but for those that are looked at from room to room. */
export function RoutedLink({ onFollow, ahead, ...props }: LinkProps) {
  const router = useRouter();
  const fetching = useAhead(props.href, ahead);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    props.onClick?.(event);
    if (!staysHere(event)) return;
    event.preventDefault();
    const go = onFollow ?? (() => router.push(props.href));
    if (isGuarded()) leaveBy(go);
    else go();
  };
  const routed = documents.test(props.href) ? props : { ...props, ...fetching, onClick: follow };
  return <a {...routed}>{props.children}</a>;
}
