"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchInput } from "@/components/ui/search-input";

export type Choice = { value: string; label: string; hint?: string };
export type ChoicePopoverProps = {
  /** What is filtered by: "Who". */
  label: string;
  searchLabel: string;
  choices: readonly Choice[];
  value: string;
  onValue: (value: string) => void;
  /** Instead of the choices: they still load, or could not be loaded. */
  note?: string;
};

const MOST = 60;

/** One value out of many: a button that says what is chosen, and a list to search in. */
export function ChoicePopover({ label, searchLabel, choices, value, onValue, note }: ChoicePopoverProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const chosen = choices.find((choice) => choice.value === value)?.label ?? value;
  const asked = text.trim().toLowerCase();
  const fitting = choices.filter((choice) => `${choice.label} ${choice.hint ?? ""}`.toLowerCase().includes(asked));
  const choose = (next: string) => {
    setOpen(false);
    setText("");
    onValue(next);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className={cn("max-w-full", value && "border-accent bg-accent-soft")}>
          <span className="truncate">{value ? `${label}: ${chosen}` : label}</span>
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={label} className="p-2">
        <SearchInput
          label={searchLabel}
          placeholder={searchLabel}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && asked && fitting[0]) choose(fitting[0].value);
          }}
        />
        <ul className="mt-2 max-h-72 overflow-y-auto">
          {value && (
            <li>
              <ChoiceButton label="Any" onChoose={() => choose("")} />
            </li>
          )}
          {fitting.slice(0, MOST).map((choice) => (
            <li key={choice.value}>
              <ChoiceButton {...choice} current={choice.value === value} onChoose={() => choose(choice.value)} />
            </li>
          ))}
        </ul>
        {(note || fitting.length === 0) && <p className="px-2 py-1.5 text-muted text-xs">{note ?? "Nothing fits."}</p>}
      </PopoverContent>
    </Popover>
  );
}

type ChoiceButtonProps = { label: string; hint?: string; current?: boolean; onChoose: () => void };

function ChoiceButton({ label, hint, current, onChoose }: ChoiceButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={current ?? false}
      className="flex w-full flex-col rounded-md px-2 py-1.5 text-left hover:bg-hover aria-pressed:bg-active pointer-coarse:py-2.5"
      onClick={onChoose}
    >
      <span className="max-w-full truncate text-fg">{label}</span>
      {hint && <span className="max-w-full truncate text-muted text-xs">{hint}</span>}
    </button>
  );
}
