import type { ShortcutGroup } from "@/components/patterns/shortcut-help";

/** All single keys of the console, for the help; each page binds its own. They can be switched off in the profile. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    heading: "Everywhere",
    shortcuts: [
      { keys: ["⌘", "K"], label: "Search and commands (Ctrl K elsewhere)" },
      { keys: ["?"], label: "This help" },
      { keys: ["F8"], label: "To the messages at the edge" },
    ],
  },
  {
    heading: "In lists",
    shortcuts: [
      { keys: ["↑", "↓"], label: "Previous and next row" },
      { keys: ["Home", "End"], label: "First and last row" },
      { keys: ["Enter"], label: "Open" },
      { keys: ["X"], label: "Select; with Shift up to there" },
      { keys: ["Esc"], label: "Clear the selection" },
    ],
  },
  {
    heading: "Agents",
    shortcuts: [
      { keys: ["F"], label: "Add a filter" },
      { keys: ["Space"], label: "Peek at the agent" },
      { keys: ["J", "K"], label: "Next and previous agent, while peeking" },
    ],
  },
  {
    heading: "Review",
    shortcuts: [
      { keys: ["J", "K"], label: "Next and previous in the queue" },
      { keys: ["A"], label: "Approve" },
      { keys: ["D"], label: "Decline; reject, for plugins" },
      { keys: ["C"], label: "Comment on a package" },
      { keys: ["F"], label: "Findings" },
      { keys: ["[", "]"], label: "Previous and next file" },
      { keys: ["V"], label: "Mark the file as viewed" },
    ],
  },
];
