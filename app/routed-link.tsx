"use client";
import NextLink from "next/link";
import type { LinkProps } from "@/components/ui/link";

/** Addresses that are no pages of ours: the router must neither fetch them beforehand nor take them over. */
const documents = /^\/(docs|api|token)(\/|$)/;

/** A link that the router follows, or a plain one where no page lies behind it. */
export function RoutedLink({ prefetch, ...props }: LinkProps) {
  return documents.test(props.href) ? (
    <a {...props}>{props.children}</a>
  ) : (
    <NextLink {...props} prefetch={prefetch ?? null} />
  );
}
