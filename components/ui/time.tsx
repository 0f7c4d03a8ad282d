"use client";
import { useLocale } from "@/lib/client/locale";
import { absoluteTime, parseTime, relativeTime } from "@/lib/client/relative-time";
import { useNow } from "@/lib/client/use-now";

type TimeProps = { value: string | null; absolute?: boolean; narrow?: boolean; fallback?: string; className?: string };

/** A moment (ISO 8601; without offset it is UTC), shown relative to now (`narrow`: "5h ago"), the exact local time in its title. */
export function Time({ value, absolute, narrow, fallback = "–", className }: TimeProps) {
  const now = useNow();
  const locale = useLocale();
  const at = value === null ? null : parseTime(value);
  if (!at) return <span className={className}>{fallback}</span>;
  const exact = absoluteTime(at, now !== null, locale);
  return (
    <time dateTime={at.toISOString()} title={exact} className={className}>
      {now === null || absolute ? exact : relativeTime(at, now, narrow)}
    </time>
  );
}
