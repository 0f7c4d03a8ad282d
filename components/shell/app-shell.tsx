"use client";
import { Menu, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { Brand } from "./brand";
import { type NavItem, NavList } from "./nav-list";

export type AppShellProps = {
  nav: readonly NavItem[];
  homeHref: string;
  /** Small buttons beside the brand: notifications. Rendered in both frames, of which one is shown. */
  tools?: ReactNode;
  /** Above the user menu: how live the page is. */
  status?: ReactNode;
  /** WorkspaceSwitcher. */
  workspace?: ReactNode;
  /** UserMenu. */
  user: ReactNode;
  /** Opens the command menu; without it there is no search button. */
  onSearch?: () => void;
  children: ReactNode;
};

/** The frame of every console page: navigation, skip link, landmarks. Below 1024 px the navigation is a drawer. */
export function AppShell(props: AppShellProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-[80] rounded-md bg-accent px-3 py-2 font-medium text-accent-fg focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-line border-r bg-sunken lg:flex">
        <Sidebar {...props} />
      </aside>
      <TopBar {...props} />
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        <div className="mx-auto w-full max-w-[90rem] px-4 py-5 sm:px-6 lg:px-8 lg:py-7">{props.children}</div>
      </main>
    </div>
  );
}

type SidebarProps = AppShellProps & { onNavigate?: () => void };

function Sidebar({ nav, homeHref, tools, status, workspace, user, onSearch, onNavigate }: SidebarProps) {
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 p-3">
      <div className="flex items-center justify-between gap-2">
        <Link href={homeHref} onClick={onNavigate} className="flex w-fit rounded-md px-1.5 py-1">
          <Brand />
        </Link>
        {!onNavigate && tools}
      </div>
      {workspace}
      {onSearch && (
        <button
          type="button"
          onClick={() => {
            onNavigate?.();
            onSearch();
          }}
          className="flex h-8 items-center gap-2 rounded-md border border-line-strong bg-canvas px-2 text-muted text-sm shadow-low hover:text-fg"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-left">Search</span>
          <Kbd>⌘K</Kbd>
        </button>
      )}
      <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto">
        <NavList items={nav} onNavigate={onNavigate} />
      </nav>
      {status}
      {user}
    </div>
  );
}

function TopBar(props: AppShellProps) {
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center justify-between gap-2 border-line border-b bg-canvas px-2 lg:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <IconButton label="Open navigation" size="lg">
            <Menu />
          </IconButton>
        </SheetTrigger>
        <SheetContent title="Navigation" side="left" hideHeader className="w-64 bg-sunken">
          <Sidebar {...props} onNavigate={() => setOpen(false)} />
        </SheetContent>
      </Sheet>
      <Link href={props.homeHref} className="flex rounded-md px-1 py-1">
        <Brand />
      </Link>
      <div className="flex items-center">
        {props.onSearch && (
          <IconButton label="Search" size="lg" onClick={props.onSearch}>
            <Search />
          </IconButton>
        )}
        {props.tools}
      </div>
    </header>
  );
}
