"use client";
import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useState } from "react";
import { buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { onDemand } from "@/components/ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { notificationQueries } from "@/lib/client/notification-queries";

const NotificationPanel = onDemand(() => import("./notification-panel"), "early");

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
        <NotificationPanel unread={unread} onLeave={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
