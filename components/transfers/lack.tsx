import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { VisibleText } from "@/components/patterns/visible-text";

type LackProps = { title: string; done?: boolean; action?: ReactNode; children: ReactNode };

/** One thing that an imported agent lacks, what to do about it, and whether it was done meanwhile. */
export function Lack({ title, done, action, children }: LackProps) {
  return (
    <li className="flex items-start gap-3 px-4 py-2.5 text-sm">
      {done ? (
        <CircleCheck role="img" aria-label="Done" className="mt-0.5 size-4 shrink-0 text-success" />
      ) : (
        <TriangleAlert role="img" aria-label="Open" className="mt-0.5 size-4 shrink-0 text-warning" />
      )}
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="text-fg">
          <VisibleText text={title} />
        </p>
        <p className="text-muted text-xs">{children}</p>
      </div>
      {!done && action}
    </li>
  );
}
