"use client";
import { ShortcutHelp } from "@/components/patterns/shortcut-help";
import { shortcutGroups } from "./shortcuts";

/** The keys of the console, fetched when somebody asks for them. */
export default function ConsoleShortcuts(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return <ShortcutHelp {...props} groups={shortcutGroups} />;
}
