import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

export type NeedRowProps = { href: string; title: string; detail: ReactNode; aside?: ReactNode };

/** One thing that needs somebody: what it is, why, and how long already; the whole row is a link. */
export function NeedRow({ href, title, detail, aside }: NeedRowProps) {
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={href}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-0 flex-1 basis-48">
          <span className="block font-medium text-fg text-sm [overflow-wrap:anywhere]">{title}</span>
          <span className="line-clamp-2 text-muted text-xs [overflow-wrap:anywhere]">{detail}</span>
        </span>
        {aside && <span className="flex shrink-0 flex-wrap items-center gap-2 text-muted text-xs">{aside}</span>}
      </Link>
    </li>
  );
}

export type NeedGroupProps = {
  title: string;
  count: number;
  more?: { href: string; label: string };
  children: ReactNode;
};

/** Things that need somebody for the same reason. */
export function NeedGroup({ title, count, more, children }: NeedGroupProps) {
  return (
    <div className="border-line border-b last:border-b-0">
      <div className="flex items-center justify-between gap-2 bg-sunken px-4 py-1.5">
        <h3 className="font-medium text-muted text-xs">
          {title} <span className="tabular-nums">({count})</span>
        </h3>
        {more && (
          <Link href={more.href} className="rounded text-link text-xs hover:underline">
            {more.label}
          </Link>
        )}
      </div>
      <ul>{children}</ul>
    </div>
  );
}
