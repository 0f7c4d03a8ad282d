"use client";
import {
  Bell,
  Building2,
  CircleUser,
  KeyRound,
  MonitorSmartphone,
  Server,
  Settings2,
  ShieldCheck,
  Users,
} from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { useConsoleSession } from "@/lib/client/console-session";

const account = [
  { href: "/settings/profile", label: "Profile", icon: <CircleUser aria-hidden /> },
  { href: "/settings/notifications", label: "Notifications", icon: <Bell aria-hidden /> },
  { href: "/settings/sessions", label: "Sessions", icon: <MonitorSmartphone aria-hidden /> },
  { href: "/settings/two-factor", label: "Two-factor", icon: <ShieldCheck aria-hidden /> },
  { href: "/settings/api-keys", label: "API keys", icon: <KeyRound aria-hidden /> },
] as const;
const place = [
  { href: "/settings/workspace", label: "Workspace", icon: <Settings2 aria-hidden /> },
  { href: "/settings/members", label: "Members", icon: <Users aria-hidden /> },
] as const;
const deployment = [
  { href: "/settings/users", label: "Users", icon: <Users aria-hidden /> },
  { href: "/settings/workspaces", label: "Workspaces", icon: <Building2 aria-hidden /> },
  { href: "/settings/instance", label: "This instance", icon: <Server aria-hidden /> },
] as const;

/** The settings that this person has, in groups, beside the page that is open. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const { me, workspace } = useConsoleSession();
  const groups = [
    { heading: "Account", items: account },
    ...(workspace ? [{ heading: workspace.name, items: place }] : []),
    ...(me.instanceAdmin ? [{ heading: "Instance", items: deployment }] : []),
  ].map(({ heading, items }) => ({
    heading,
    items: items.map((item) => ({ ...item, current: pathname === item.href })),
  }));
  return (
    <div className="lg:grid lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-8">
      <SettingsNav groups={groups} />
      <div className="min-w-0 max-w-4xl">{children}</div>
    </div>
  );
}
