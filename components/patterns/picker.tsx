"use client";
import { Command } from "cmdk";
import { Plus, Search } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";

export type PickerOption = { id: string; label: string; hint?: string };
export type PickerProps = {
  /** On the button: "Add a skill". */
  label: string;
  placeholder: string;
  /** What the server found for the text; it is not filtered again. */
  options: readonly PickerOption[];
  searching: boolean;
  onSearch: (text: string) => void;
  onPick: (id: string) => void;
  /** Said where nothing is found. */
  nothing: string;
};

/** A button that opens a search; what is chosen leaves it open, so that several can be added. */
export function Picker(props: PickerProps) {
  const { label, placeholder, options, searching, onSearch, onPick, nothing } = props;
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    if (!next) onSearch("");
    setOpen(next);
  };
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <Button size="sm">
          <Plus aria-hidden />
          {label}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} align="end" className="w-80 p-0">
        <Command label={label} shouldFilter={false} loop>
          <div className="flex items-center gap-2 border-line border-b px-3">
            {searching ? <Spinner className="text-muted" /> : <Search aria-hidden className="size-4 text-muted" />}
            <Command.Input
              autoFocus
              placeholder={placeholder}
              onValueChange={onSearch}
              className="h-10 w-full bg-transparent text-fg text-sm outline-none pointer-coarse:text-lg"
            />
          </div>
          <Command.List className="max-h-64 overflow-y-auto p-1.5">
            {!searching && (
              <Command.Empty className="px-3 py-6 text-center text-muted text-sm">{nothing}</Command.Empty>
            )}
            {options.map(({ id, label: name, hint }) => (
              <Command.Item
                key={id}
                value={id}
                onSelect={() => onPick(id)}
                className="flex cursor-pointer flex-col rounded-md px-2.5 py-1.5 data-[selected=true]:bg-hover"
              >
                <span className="truncate text-fg text-sm">{name}</span>
                {hint && <span className="truncate text-muted text-xs">{hint}</span>}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
