"use client";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
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

/** A link that the router follows. Pages are not fetched beforehand: each is made for who asks, when it is asked for. */
export function RoutedLink({ onFollow, ...props }: LinkProps) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    props.onClick?.(event);
    if (!staysHere(event)) return;
    event.preventDefault();
    const go = onFollow ?? (() => router.push(props.href));
    if (isGuarded()) leaveBy(go);
    else go();
  };
  const routed = documents.test(props.href) ? props : { ...props, onClick: follow };
  return <a {...routed}>{props.children}</a>;
}
