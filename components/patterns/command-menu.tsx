"use client";
import { lazy, type ReactNode, Suspense } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";

export type Command = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Beside the label, quieter: a workspace, an id. */
  hint?: string;
  /** Further words to find it by. */
  keywords?: readonly string[];
  shortcut?: string;
  onSelect: () => void;
};
export type CommandGroup = { heading: string; commands: readonly Command[] };
export type CommandMenuProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly CommandGroup[];
  placeholder?: string;
  /** Called as people type, to search the server; its results come back through `groups`. */
  onSearch?: (text: string) => void;
  searching?: boolean;
};

const CommandList = lazy(() => import("./command-list"));

/** The ⌘K menu: go anywhere, do anything, by typing. Its list is loaded when first opened. */
export function CommandMenu(props: CommandMenuProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title="Command menu" hideHeader size="md" className="max-w-xl">
        <Suspense
          fallback={
            <div className="p-4">
              <Skeleton className="h-5" />
            </div>
          }
        >
          <CommandList {...props} />
        </Suspense>
      </DialogContent>
    </Dialog>
  );
}
