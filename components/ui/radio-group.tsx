"use client";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type RadioOption<V extends string> = { value: V; label: ReactNode; hint?: ReactNode; disabled?: boolean };
export type RadioGroupProps<V extends string> = {
  legend: ReactNode;
  hideLegend?: boolean;
  value: V | null;
  onChange: (value: V) => void;
  options: readonly RadioOption<V>[];
  className?: string;
};

/** One choice of a few, as cards; the platform gives the arrow keys. */
export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const name = useId();
  return (
    <fieldset className={cn("own:flex flex-col own:gap-2", props.className)}>
      <legend className={props.hideLegend ? "sr-only" : "mb-1.5 font-medium text-sm"}>{props.legend}</legend>
      {props.options.map((option) => (
        <label
          key={option.value}
          className="flex items-start gap-2.5 rounded-md border border-line px-3 py-2 text-sm hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-50"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={props.value === option.value}
            disabled={option.disabled}
            onChange={() => props.onChange(option.value)}
            className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-control bg-canvas checked:border-[5px] checked:border-accent"
          />
          <span>
            <span className="font-medium text-fg">{option.label}</span>
            {option.hint && <span className="block text-muted text-xs">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
