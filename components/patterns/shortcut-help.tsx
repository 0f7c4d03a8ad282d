"use client";
import { Dialog, DialogBody, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export type ShortcutGroup = { heading: string; shortcuts: readonly { keys: readonly string[]; label: string }[] };
export type ShortcutHelpProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly ShortcutGroup[];
};

/** The keys of the page, opened with "?". */
export function ShortcutHelp({ open, onOpenChange, groups }: ShortcutHelpProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts" size="sm">
        <DialogBody className="pb-5">
          {groups.map((group) => (
            <section key={group.heading}>
              <h3 className="mb-1 font-medium text-subtle text-xs">{group.heading}</h3>
              <dl>
                {group.shortcuts.map((shortcut) => (
                  <div key={shortcut.label} className="flex items-center justify-between gap-4 py-1 text-sm">
                    <dt className="text-fg">{shortcut.label}</dt>
                    <dd className="flex gap-1">
                      {shortcut.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
