"use client";
import { Bot, ClipboardCheck, House, PackageOpen } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";

const rooms = [
  { href: "/", label: "Overview", icon: <House aria-hidden /> },
  { href: "/review", label: "Review", icon: <ClipboardCheck aria-hidden /> },
  { href: "/agents", label: "Agents", icon: <Bot aria-hidden /> },
  { href: "/submissions", label: "Submissions", icon: <PackageOpen aria-hidden /> },
] as const;

export type ConsoleFrameProps = { workspace?: ReactNode; user?: ReactNode; children: ReactNode };

/** The shell with this product's rooms; the one whose address one is at is marked. */
export function ConsoleFrame({ workspace, user, children }: ConsoleFrameProps) {
  const pathname = usePathname();
  const nav = rooms.map((room) => ({
    ...room,
    current: room.href === "/" ? pathname === "/" : pathname === room.href || pathname.startsWith(`${room.href}/`),
  }));
  return (
    <AppShell homeHref="/" nav={nav} workspace={workspace} user={user}>
      {children}
    </AppShell>
  );
}
