"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { markAllNotifications } from "@/lib/client/notification-queries";
import { NotificationList } from "./notification-list";

/** What the bell opens; it comes with the first sign of a person. */
export default function NotificationPanel({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  return (
    <>
      <Heading unread={unread} />
      <div className="min-h-0 overflow-y-auto">
        <NotificationList onLeave={onLeave} />
      </div>
    </>
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
