"use client";
import { SlidersHorizontal } from "lucide-react";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { DisplayChoicesProps } from "./display-choices";

const DisplayChoices = onDemand(() => import("./display-choices"), "early");

/** How high the rows are, and which columns the table has. */
export function DisplayMenu(props: DisplayChoicesProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <SlidersHorizontal aria-hidden />
          Display
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Display" className="flex w-64 flex-col gap-3">
        <DisplayChoices {...props} />
      </PopoverContent>
    </Popover>
  );
}
