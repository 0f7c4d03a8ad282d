import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Input } from "./input";

/** A search field with its magnifier; `label` is read aloud, not shown. */
export function SearchInput({ label, className, ...props }: ComponentProps<"input"> & { label: string }) {
  return (
    <div className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-subtle" />
      <Input type="search" aria-label={label} className="pl-8 [&::-webkit-search-cancel-button]:hidden" {...props} />
    </div>
  );
}
