"use client";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Link } from "./link";

const bar = "relative flex gap-1 overflow-x-auto border-line border-b scroll-fade [scrollbar-width:none]";
const tab =
  "relative inline-flex h-9 shrink-0 items-center gap-1.5 rounded-t-md px-2.5 font-medium own:text-muted text-sm hover:text-fg focus-visible:outline-offset-[-2px] [&_svg]:size-4";
const chosen = "text-fg after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-full after:bg-accent";

export type TabItem<V extends string> = { id: V; label: string; icon?: ReactNode; count?: number };

function TabLabel({ label, icon, count }: { label: string; icon?: ReactNode; count?: number }) {
  return (
    <>
      {icon}
      {label}
      {count !== undefined && <span className="rounded-full bg-active px-1.5 text-2xs text-muted">{count}</span>}
    </>
  );
}

/** Moves focus and choice with the arrow keys, Home and End, as the ARIA pattern asks. */
function moveTab(event: KeyboardEvent<HTMLDivElement>) {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="tab"]')];
  const at = tabs.findIndex((element) => element.matches(":focus"));
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const target = tabs[(next + tabs.length) % tabs.length];
  target?.focus();
  target?.click();
}

/** Brings the chosen tab into a bar that is too narrow for all of them, also when counts make tabs wider or the bar narrower; the page stays. */
function showInBar(tab: HTMLElement | null) {
  const bar = tab?.parentElement;
  if (!bar) return;
  const observer = new ResizeObserver(() => {
    bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  });
  for (const one of [bar, ...bar.children]) observer.observe(one);
  return () => observer.disconnect();
}

export type TabsProps<V extends string> = {
  label: string;
  items: readonly TabItem<V>[];
  value: V;
  onChange: (value: V) => void;
  children: ReactNode;
  className?: string;
};

/** Tabs within a page; `children` is the panel of the chosen tab. For tabs with an address of their own see TabLinks. */
export function Tabs<V extends string>({ label, items, value, onChange, children, className }: TabsProps<V>) {
  const id = useId();
  return (
    <div className={className}>
      <div role="tablist" aria-label={label} className={bar} onKeyDown={moveTab}>
        {items.map((item) => (
          <button
            key={item.id}
            ref={item.id === value ? showInBar : undefined}
            type="button"
            role="tab"
            id={`${id}-${item.id}`}
            aria-selected={item.id === value}
            aria-controls={`${id}-panel`}
            tabIndex={item.id === value ? 0 : -1}
            className={cn(tab, item.id === value && chosen)}
            onClick={() => onChange(item.id)}
          >
            <TabLabel {...item} />
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="pt-4">
        {children}
      </div>
    </div>
  );
}

export type TabLink = { href: string; label: string; icon?: ReactNode; count?: number; current: boolean };

/** Tabs that are links: each has its own address. */
export function TabLinks({ label, items }: { label: string; items: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={bar}>
      {items.map(({ href, current, ...item }) => (
        <Link
          key={href}
          ahead
          ref={current ? showInBar : undefined}
          href={href}
          aria-current={current ? "page" : undefined}
          className={cn(tab, current && chosen)}
        >
          <TabLabel {...item} />
        </Link>
      ))}
    </nav>
  );
}
