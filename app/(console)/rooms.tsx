import {
  Blocks,
  BookOpen,
  Bot,
  ClipboardCheck,
  Drama,
  House,
  PackageOpen,
  Puzzle,
  ScrollText,
  Settings,
  Share2,
  Trash2,
} from "lucide-react";
import type { Room } from "./console-frame";

/** The rooms of the console. The server sends them with the page: no script carries what it draws. */
export const rooms: readonly Room[] = [
  { href: "/", label: "Overview", icon: <House aria-hidden />, reviewers: false },
  { href: "/review", label: "Review", icon: <ClipboardCheck aria-hidden />, reviewers: true },
  { href: "/agents", label: "Agents", icon: <Bot aria-hidden />, reviewers: false },
  { href: "/submissions", label: "Submissions", icon: <PackageOpen aria-hidden />, reviewers: false },
  { href: "/plugins", label: "Plugins", icon: <Puzzle aria-hidden />, reviewers: false },
  { href: "/personas", label: "Personas", icon: <Drama aria-hidden />, reviewers: false },
  {
    href: "/resources",
    opens: "/resources/skills",
    label: "Resources",
    icon: <Blocks aria-hidden />,
    reviewers: false,
  },
  { href: "/shared", label: "Shared with me", icon: <Share2 aria-hidden />, reviewers: false },
  { href: "/trash", label: "Trash", icon: <Trash2 aria-hidden />, reviewers: false },
  { href: "/audit", label: "Audit", icon: <ScrollText aria-hidden />, reviewers: false },
  {
    href: "/settings",
    opens: "/settings/profile",
    label: "Settings",
    icon: <Settings aria-hidden />,
    reviewers: false,
  },
  { href: "/docs", label: "API docs", icon: <BookOpen aria-hidden />, reviewers: false },
];
