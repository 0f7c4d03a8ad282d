"use client";
import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuCheckItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export type FilterMenuProps<V extends string> = {
  /** What is filtered by: "Review". */
  label: string;
  options: readonly { value: V; label: string }[];
  values: readonly V[];
  onValues: (values: V[]) => void;
  /** At most one value at a time. */
  single?: boolean;
};

/** One filter of a list: a button that says what is chosen, and a menu to choose from. */
export function FilterMenu<V extends string>({ label, options, values, onValues, single }: FilterMenuProps<V>) {
  const chosen = options.filter(({ value }) => values.includes(value));
  const toggle = (value: V, on: boolean) => {
    const others = single ? [] : values.filter((one) => one !== value);
    onValues(on ? [...others, value] : values.filter((one) => one !== value));
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button className={cn("max-w-full", chosen.length > 0 && "border-accent bg-accent-soft")}>
          <span className="truncate">
            {label}
            {chosen.length > 0 && `: ${chosen.map((option) => option.label).join(", ")}`}
          </span>
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {options.map((option) => (
          <DropdownMenuCheckItem
            key={option.value}
            checked={values.includes(option.value)}
            onCheckedChange={(on) => toggle(option.value, on === true)}
          >
            {option.label}
          </DropdownMenuCheckItem>
        ))}
        {chosen.length > 0 && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => onValues([])}>Any</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
