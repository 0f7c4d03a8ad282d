"use client";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Spinner } from "@/components/ui/spinner";

export type SearchOption = { id: string; label: string; hint?: string };
export type SearchListProps = {
  label: string;
  placeholder: string;
  /** What the server found for the text; it is not filtered again. */
  options: readonly SearchOption[];
  searching: boolean;
  onSearch: (text: string) => void;
  onPick: (id: string) => void;
  /** Said where nothing is found. */
  nothing: string;
  /** Above what was found. */
  children?: ReactNode;
};

/** One line of a search, also for choices that always stand there. */
export function SearchItem({ id, label, hint, onPick }: SearchOption & { onPick: (id: string) => void }) {
  return (
    <Command.Item
      value={id}
      onSelect={() => onPick(id)}
      className="flex cursor-pointer flex-col rounded-md px-2.5 py-1.5 data-[selected=true]:bg-hover"
    >
      <span className="truncate text-fg text-sm">{label}</span>
      {hint && <span className="truncate text-muted text-xs">{hint}</span>}
    </Command.Item>
  );
}

/** A text to search for and what was found, by arrow keys and Enter. */
export function SearchList(props: SearchListProps) {
  const { label, placeholder, options, searching, onSearch, onPick, nothing, children } = props;
  return (
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
        {children}
        {!searching && options.length === 0 && <p className="px-3 py-6 text-center text-muted text-sm">{nothing}</p>}
        {options.map((option) => (
          <SearchItem key={option.id} {...option} onPick={onPick} />
        ))}
      </Command.List>
    </Command>
  );
}
