import type { ReactNode } from "react";
import { NavList } from "@/components/shell/nav-list";
import { TabLinks } from "@/components/ui/tabs";

type Item = { href: string; label: string; icon: ReactNode; current: boolean };
export type SettingsGroup = { heading: string; items: readonly Item[] };

/** The way between settings: a list on wide screens, a bar that scrolls sideways on narrow ones. */
export function SettingsNav({ groups }: { groups: readonly SettingsGroup[] }) {
  return (
    <>
      <div className="mb-5 lg:hidden">
        <TabLinks label="Settings" items={groups.flatMap(({ items }) => items)} />
      </div>
      <nav aria-label="Settings" className="sticky top-7 hidden flex-col gap-5 self-start lg:flex">
        {groups.map(({ heading, items }) => (
          <section key={heading} aria-label={heading}>
            <p className="mb-1 truncate px-2 font-medium text-subtle text-xs">{heading}</p>
            <NavList items={items} />
          </section>
        ))}
      </nav>
    </>
  );
}
