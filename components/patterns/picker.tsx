"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchList, type SearchListProps } from "./search-list";

/** `label` is on the button: "Add a skill". */
export type PickerProps = Omit<SearchListProps, "children">;

/** A button that opens a search; what is chosen leaves it open, so that several can be added. */
export function Picker({ label, onSearch, ...rest }: PickerProps) {
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
        <SearchList label={label} onSearch={onSearch} {...rest} />
      </PopoverContent>
    </Popover>
  );
}
