import type { ReactNode } from "react";

type NamedListProps = {
  title: string;
  /** Stands before each name. */
  icon: ReactNode;
  children: readonly { id: string; shown: ReactNode }[];
  /** Further ones that are not among the children. */
  more?: number;
};

/** So many names are shown. */
const MOST = 50;

/** What an act touches, by name, under a title that counts it. */
export function NamedList({ title, icon, children, more = 0 }: NamedListProps) {
  const rest = Math.max(0, children.length - MOST) + more;
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-fg">{title}</h3>
      <ul className="divide-y divide-line rounded-md border border-line">
        {children.slice(0, MOST).map(({ id, shown }) => (
          <li
            key={id}
            className="flex items-center gap-2 px-3 py-1.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
          >
            {icon}
            <span className="min-w-0 [overflow-wrap:anywhere]">{shown}</span>
          </li>
        ))}
        {rest > 0 && <li className="px-3 py-1.5">And {rest} more</li>}
      </ul>
    </section>
  );
}
