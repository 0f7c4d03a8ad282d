"use client";
import { ListFilterPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { OnDemandPart, onDemand } from "@/components/ui/on-demand";
import { useConsoleSession } from "@/lib/client/console-session";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { FilterBarProps } from "./filter-bar";

const AddFilter = onDemand(() => import("./add-filter"), "early");

/** Adds a filter; what knows the fields comes when it is first opened, or with the first filter. */
export function FilterButton({ filter, onFilter }: FilterBarProps) {
  const { me } = useConsoleSession();
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  useHotkeys({ f: () => setOpen(true) }, me.shortcuts);
  const wanted = open || filter !== "";
  if (wanted && !used) setUsed(true);
  const still = (
    <Button aria-haspopup="dialog" aria-expanded={false} onClick={() => setOpen(true)}>
      <ListFilterPlus aria-hidden />
      Filter
    </Button>
  );
  if (!wanted && !used) return still;
  return (
    <OnDemandPart fallback={still}>
      <AddFilter filter={filter} onFilter={onFilter} open={open} onOpenChange={setOpen} />
    </OnDemandPart>
  );
}
