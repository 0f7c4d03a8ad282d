import type { ReactNode } from "react";
import { PageTitle } from "@/components/patterns/page-title";
import { BrandMark } from "./brand";
import { ThemeToggle } from "./theme-toggle";

export type AuthLayoutProps = { title: string; description?: ReactNode; footer?: ReactNode; children: ReactNode };

/** Set-up and sign-in: one calm card in the middle. */
export function AuthLayout({ title, description, footer, children }: AuthLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-sunken">
      <div className="flex justify-end p-3">
        <ThemeToggle />
      </div>
      <PageTitle parts={[title]} />
      <main className="flex flex-1 flex-col items-center justify-center px-4 pb-24">
        <BrandMark className="mb-5 size-10" />
        <div className="w-full max-w-sm rounded-xl border border-line bg-raised p-6 shadow-pop">
          <h1 className="font-semibold text-fg text-lg tracking-tight">{title}</h1>
          {description && <div className="mt-1 text-muted text-sm">{description}</div>}
          <div className="mt-5">{children}</div>
        </div>
        {footer && <div className="mt-4 max-w-sm text-balance text-center text-muted text-xs">{footer}</div>}
      </main>
    </div>
  );
}
