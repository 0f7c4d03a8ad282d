"use client";
import { X } from "lucide-react";
import { Button } from "./button";
import { cn } from "./cn";
import { DialogClose } from "./dialog";

/** Last in the markup, so that opening a dialog puts the focus on its content instead. */
export function CloseCorner({ className }: { className?: string }) {
  return (
    <DialogClose asChild>
      <Button
        aria-label="Close"
        variant="ghost"
        size="sm"
        className={cn("absolute own:top-3.5 right-3.5 size-7 px-0", className)}
      >
        <X />
      </Button>
    </DialogClose>
  );
}
