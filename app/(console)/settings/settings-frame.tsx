"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { useConsoleSession } from "@/lib/client/console-session";

type Place = { href: string; label: string; icon: ReactNode };
export type SettingsPlaces = Record<"account" | "workspace" | "instance", readonly Place[]>;

/** The settings that this person has, in groups, beside the page that is open. */
export function SettingsFrame({ places, children }: { places: SettingsPlaces; children: ReactNode }) {
  const pathname = usePathname();
  const { me, workspace } = useConsoleSession();
  const groups = [
    { heading: "Account", items: places.account },
    ...(workspace ? [{ heading: workspace.name, items: places.workspace }] : []),
    ...(me.instanceAdmin ? [{ heading: "Instance", items: places.instance }] : []),
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
