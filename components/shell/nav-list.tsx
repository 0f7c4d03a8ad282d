import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  current: boolean;
  /** What waits there; `countLabel` says what is counted ("3 pending"). Zero shows nothing. */
  count?: number;
  countLabel?: string;
};

/** The rooms of the console. */
export function NavList({ items, onNavigate }: { items: readonly NavItem[]; onNavigate?: () => void }) {
  return (
    <ul className="flex flex-col gap-px">
      {items.map((item) => (
        <li key={item.href}>
          <Link
            ahead
            href={item.href}
            aria-current={item.current ? "page" : undefined}
            onClick={onNavigate}
            className={cn(
              "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-sm transition-colors pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0",
              item.current ? "bg-active text-fg" : "text-muted hover:bg-hover hover:text-fg",
            )}
          >
            {item.icon}
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            {item.count ? (
              <span className="rounded-full bg-accent-soft px-1.5 text-link text-xs tabular-nums">
                {item.count > 99 ? "99+" : item.count}
                {item.countLabel && <span className="sr-only"> {item.countLabel}</span>}
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
