"use client";
import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchItem, SearchList, type SearchListProps } from "./search-list";

export type ComboboxProps = Omit<SearchListProps, "children" | "onPick"> & {
  /** What is chosen; null for the choice called `none`. */
  value: string | null;
  none: string;
  onChange: (id: string | null) => void;
};

const NONE = "none";

/** One thing chosen out of many by searching, or none. `label` names what is chosen. */
export function Combobox({ label, value, none, onChange, onSearch, ...rest }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    if (!next) onSearch("");
    setOpen(next);
  };
  const pick = (id: string) => {
    onChange(id === NONE ? null : id);
    change(false);
  };
  return (
    // Modal, so that it can be scrolled inside a dialog.
    <Popover modal open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <Button className="w-full justify-between px-2.5 font-normal" aria-label={`${label}: ${value ?? none}`}>
          <span className={cn("truncate", value === null && "text-muted")}>{value ?? none}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} align="start" className="w-80 p-0">
        <SearchList label={label} onSearch={onSearch} onPick={pick} {...rest}>
          <SearchItem id={NONE} label={none} onPick={pick} />
        </SearchList>
      </PopoverContent>
    </Popover>
  );
}
