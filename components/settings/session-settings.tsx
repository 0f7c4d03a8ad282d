"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import type { DataColumn } from "@/components/patterns/data-column";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toaster";
import { accountQueries, endSession } from "@/lib/client/account-queries";
import { describeUserAgent } from "@/lib/client/user-agent";
import type { Session } from "@/lib/contracts/console/wire/me";

const nameOf = (session: Session) =>
  session.kind === "token" ? `Token, ${describeUserAgent(session.userAgent)}` : describeUserAgent(session.userAgent);

const columns: readonly DataColumn<Session>[] = [
  {
    id: "device",
    header: "Device",
    primary: true,
    cell: nameOf,
    detail: (session) => session.current && <span className="text-success text-xs">This session</span>,
  },
  { id: "address", header: "Address", className: "w-36", cell: ({ address }) => address ?? "–" },
  { id: "lastSeenAt", header: "Last seen", className: "w-36", cell: ({ lastSeenAt }) => <Time value={lastSeenAt} /> },
  {
    id: "createdAt",
    header: "Signed in",
    className: "w-36",
    secondary: true,
    cell: ({ createdAt }) => <Time value={createdAt} />,
  },
  { id: "expiresAt", header: "Ends", className: "w-32", cell: ({ expiresAt }) => <Time value={expiresAt} /> },
  { id: "end", header: "End", className: "w-24", cell: (session) => <EndButton session={session} /> },
];

/** Where one is signed in, and the ways to end that. */
export function SessionSettings() {
  const query = useInfiniteQuery(accountQueries.sessions());
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useMutation(endSession(useQueryClient()));
  const others = (query.data?.pages[0]?.pageInfo.total ?? 1) - 1;
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Browsers and tokens that are signed in as you. A session ends after 12 hours, in a browser after 30 minutes without use."
        actions={
          <Button variant="danger-outline" disabled={others < 1} onClick={() => setAsking(true)}>
            End all others
          </Button>
        }
      />
      <PageTable
        query={query}
        what="your sessions"
        label="Sessions"
        columns={columns}
        rowId={({ id }) => id}
        empty={<EmptyState icon={<MonitorSmartphone />} title="No sessions" />}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title="End all your other sessions?"
        confirmLabel="End sessions"
        onConfirm={async () => {
          const ended = await mutateAsync(null);
          const count = ended?.count ?? 0;
          showToast({ tone: "success", title: count === 1 ? "One session ended" : `${count} sessions ended` });
        }}
      >
        Every other browser and token is signed out within a second. API keys go on working; they have a page of their
        own.
      </ConfirmDialog>
    </>
  );
}

function EndButton({ session }: { session: Session }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useMutation(endSession(useQueryClient()));
  if (session.current) return <Badge>Current</Badge>;
  const name = nameOf(session);
  return (
    <>
      <Button size="sm" aria-label={`End ${name}`} onClick={() => setAsking(true)}>
        End
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={`End ${name}?`}
        confirmLabel="End session"
        onConfirm={async () => {
          await mutateAsync(session.id);
          showToast({ tone: "success", title: `Ended: ${name}` });
        }}
      >
        It is signed out within a second. If you do not know this session, change your password too.
      </ConfirmDialog>
    </>
  );
}
