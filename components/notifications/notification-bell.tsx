"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Button, buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { showToast } from "@/components/ui/toaster";
import { markAllNotifications, notificationQueries } from "@/lib/client/notification-queries";
import { NotificationList } from "./notification-list";

/** The bell with the number of unread notifications and, when opened, the list of all. */
export function NotificationBell() {
  const [open, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery(notificationQueries.unread());
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
        className={cn(buttonStyles({ variant: "ghost" }), "relative size-8 p-0 pointer-coarse:size-9")}
      >
        <Bell aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-2xs text-accent-fg leading-4 tabular-nums"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </PopoverTrigger>
      <PopoverContent
        aria-label="Notifications"
        align="start"
        className="flex max-h-[min(32rem,80dvh)] w-96 flex-col p-0"
      >
        <Heading unread={unread} />
        <div className="min-h-0 overflow-y-auto">
          <NotificationList onLeave={() => setOpen(false)} />
        </div>
      </PopoverContent>
    </Popover>
  );
}

function Heading({ unread }: { unread: number }) {
  const markAll = useMutation({
    ...markAllNotifications(useQueryClient()),
    onError: (error) =>
      showToast({ tone: "danger", title: "Not marked as read", description: describeError(error).message }),
  });
  return (
    <div className="flex h-11 shrink-0 items-center justify-between gap-2 border-line border-b px-3">
      <h2 className="font-semibold text-base text-fg">Notifications</h2>
      {unread > 0 && (
        <Button size="sm" variant="ghost" loading={markAll.isPending} onClick={() => markAll.mutate()}>
          Mark all as read
        </Button>
      )}
    </div>
  );
}
