"use client";
import { useQuery } from "@tanstack/react-query";
import { House } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { EmptyState } from "@/components/patterns/empty-state";
import { describeError } from "@/components/patterns/error-state";
import { AppShell } from "@/components/shell/app-shell";
import { LiveIndicator } from "@/components/shell/live-indicator";
import { UserMenu } from "@/components/shell/user-menu";
import { WorkspaceSwitcher } from "@/components/shell/workspace-switcher";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { FirstUse, onDemand } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { switchWorkspace, useConsoleSession } from "@/lib/client/console-session";
import { leaveBy } from "@/lib/client/leave-guard";
import { rememberTheme, signOut } from "@/lib/client/me-queries";
import { overviewQueries } from "@/lib/client/overview-queries";
import { useCommandKey, useHotkeys } from "@/lib/client/use-hotkeys";
import { useLiveEvents } from "@/lib/client/use-live-events";

const ConsoleCommands = onDemand(() => import("./console-commands"), "early");
const ConsoleShortcuts = onDemand(() => import("./console-shortcuts"), "early");

/** `opens`: its first page, where the room's own address only leads on. */
export type Room = { href: string; opens?: string; label: string; icon: ReactNode; reviewers: boolean };

/** The rooms that this person has a use for, the present one marked, with what waits there. */
function useRooms(rooms: readonly Room[]) {
  const pathname = usePathname();
  const { reviews } = useConsoleSession();
  const queue = useQuery({ ...overviewQueries.queue(), enabled: reviews });
  const waiting = queue.data?.pageInfo.total ?? 0;
  return rooms
    .filter((room) => reviews || !room.reviewers)
    .map(({ reviewers, opens, ...room }) => ({
      ...room,
      href: opens ?? room.href,
      ...(reviewers && { count: waiting, countLabel: waiting === 1 ? "waits" : "wait" }),
      current: room.href === "/" ? pathname === "/" : pathname === room.href || pathname.startsWith(`${room.href}/`),
    }));
}

/** Set while somebody signs out: the event stream then ends too, which is no surprise. */
let leaving = false;

/** Ends the session and loads the sign-in page anew, so that nothing of this person stays in the tab. */
async function leave(): Promise<void> {
  leaving = true;
  try {
    await signOut();
    location.assign("/sign-in?reason=signed-out");
  } catch (error) {
    leaving = false;
    showToast({ tone: "danger", title: "You are still signed in", description: describeError(error).message });
  }
}

/** Where people go whose session ended under them; they come back to this page. */
export function goToSignIn(): void {
  if (leaving) return;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/sign-in?reason=ended&callbackUrl=${encodeURIComponent(here)}`);
}

/** The shell with this product's rooms, kept up to date by one event stream. */
export function ConsoleFrame({ rooms, children }: { rooms: readonly Room[]; children: ReactNode }) {
  const { me, workspace } = useConsoleSession();
  const router = useRouter();
  const nav = useRooms(rooms);
  // People without a workspace still have an account and what others share with them; instance admins can make a workspace.
  const needsNone = /^\/(settings|shared|plugins|review|agents\/)/.test(usePathname());
  const live = useLiveEvents(goToSignIn);
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  useCommandKey("k", () => setSearching(true));
  useHotkeys({ "?": () => setHelping(true) }, me.shortcuts);
  return (
    <AppShell
      homeHref="/"
      nav={nav}
      tools={<NotificationBell />}
      status={<LiveIndicator state={live} />}
      onSearch={() => setSearching(true)}
      workspace={
        workspace && (
          <WorkspaceSwitcher
            workspaces={me.workspaces}
            currentId={workspace.id}
            onSwitch={(id) => void switchWorkspace(id).then(() => location.assign("/"))}
          />
        )
      }
      user={
        <UserMenu
          name={me.name}
          email={me.email}
          onSignOut={() => void leave()}
          onShortcuts={() => setHelping(true)}
          onSettings={() => router.push("/settings/profile")}
          onTheme={(theme) => void rememberTheme(theme).catch(() => undefined)}
        />
      }
    >
      {live === "interrupted" && (
        <div className="-mt-2 mb-3 lg:hidden">
          <LiveIndicator state={live} />
        </div>
      )}
      {workspace || needsNone ? children : <NoWorkspace />}
      <FirstUse when={searching}>
        <ConsoleCommands
          open={searching}
          onOpenChange={setSearching}
          rooms={nav}
          onGo={(href) => leaveBy(() => router.push(href))}
          onShortcuts={() => setHelping(true)}
          onSignOut={() => void leave()}
        />
      </FirstUse>
      <FirstUse when={helping}>
        <ConsoleShortcuts open={helping} onOpenChange={setHelping} />
      </FirstUse>
    </AppShell>
  );
}

function NoWorkspace() {
  const { me } = useConsoleSession();
  return (
    <EmptyState
      icon={<House />}
      title="You belong to no workspace yet"
      actions={
        <>
          {me.instanceAdmin && (
            <Button asChild variant="primary">
              <Link href="/settings/workspaces">To all workspaces</Link>
            </Button>
          )}
          <Button asChild>
            <Link href="/shared">What is shared with me</Link>
          </Button>
        </>
      }
    >
      Agents and packages live in workspaces. Ask an admin to add you to one, then load this page again.
    </EmptyState>
  );
}
