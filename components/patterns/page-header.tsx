import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import { cn } from "@/components/ui/cn";
import { PageTitle } from "./page-title";
import { VisibleText } from "./visible-text";

export type PageHeaderProps = {
  title: string;
  /** Which of several pages under this title it is, where the heading does not say it; for the tab. */
  part?: string;
  description?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Badges beside the title. */
  badges?: ReactNode;
  actions?: ReactNode;
  /** TabLinks below. */
  tabs?: ReactNode;
};

/** The top of a page: where one is, what it is, what one can do. Holds the page's only h1, and names its tab. */
export function PageHeader({ title, part, description, crumbs, badges, actions, tabs }: PageHeaderProps) {
  const within = (crumbs ?? []).filter(({ href }) => href !== undefined).map(({ label }) => label);
  return (
    <header className={tabs ? "mb-5" : "mb-6"}>
      <PageTitle parts={[...(part ? [part] : []), title, ...within]} />
      {crumbs && crumbs.length > 0 && <Breadcrumb items={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="font-semibold text-fg text-xl tracking-tight [overflow-wrap:anywhere]">
              <VisibleText text={title} />
            </h1>
            {badges}
          </div>
          {description && (
            <div
              className={cn("mt-0.5 text-muted text-sm", typeof description === "string" && "max-w-2xl text-pretty")}
            >
              {description}
            </div>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {tabs && <div className="mt-3">{tabs}</div>}
    </header>
  );
}
