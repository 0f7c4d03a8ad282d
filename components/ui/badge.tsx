import type { ReactNode } from "react";
import { cn } from "./cn";

const base =
  "inline-flex h-5 own:shrink-0 items-center gap-1 whitespace-nowrap rounded-full border px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0";
const tones = {
  neutral: "border-line bg-hover text-muted",
  accent: "border-transparent bg-accent-soft text-link",
  success: "border-success-line bg-success-soft text-success",
  warning: "border-warning-line bg-warning-soft text-warning",
  danger: "border-danger-line bg-danger-soft text-danger",
} as const;

export type Tone = keyof typeof tones;
export type BadgeProps = { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode };

/** A small label. Meaning never rests on its colour: give an icon or say it in words. */
export function Badge({ tone = "neutral", icon, className, children }: BadgeProps) {
  return (
    <span className={cn(base, tones[tone], className)}>
      {icon}
      {children}
    </span>
  );
}
