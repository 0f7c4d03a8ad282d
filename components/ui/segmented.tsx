"use client";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type Segment<V extends string> = { value: V; label: string; icon?: ReactNode };
export type SegmentedProps<V extends string> = {
  /** Names the choice for screen readers: "Show". */
  label: string;
  segments: readonly Segment<V>[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
};

/** One of two or three ways to show a thing, side by side; native radio buttons, so the arrow keys work. */
export function Segmented<V extends string>({ label, segments, value, onChange, className }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset
      className={cn("own:inline-flex h-8 shrink-0 rounded-md border border-line-strong bg-sunken p-0.5", className)}
    >
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          className="relative inline-flex select-none items-center gap-1.5 rounded px-2 font-medium text-muted text-xs hover:text-fg has-checked:bg-raised has-checked:text-fg has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-3.5"
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="absolute inset-0 cursor-pointer appearance-none focus-visible:outline-none"
          />
          {segment.icon}
          {segment.label}
        </label>
      ))}
    </fieldset>
  );
}
