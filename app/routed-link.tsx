"use client";
import NextLink from "next/link";
import { useRouter } from "next/navigation";
import type { LinkProps } from "@/components/ui/link";
import { isGuarded, leaveBy } from "@/lib/client/leave-guard";

/** Addresses that are no pages of ours: the router must neither fetch them beforehand nor take them over. */
const documents = /^\/(docs|api|token)(\/|$)/;

/** A link that the router follows, or a plain one where no page lies behind it. */
export function RoutedLink({ prefetch, onFollow, ...props }: LinkProps) {
  const router = useRouter();
  if (documents.test(props.href)) return <a {...props}>{props.children}</a>;
  return (
    <NextLink
      {...props}
      prefetch={prefetch ?? null}
      onNavigate={(event) => {
        const guarded = isGuarded();
        if (!guarded && !onFollow) return;
        event.preventDefault();
        const follow = onFollow ?? (() => router.push(props.href));
        if (guarded) leaveBy(follow);
        else follow();
      }}
    />
  );
}
