"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, UserPlus } from "lucide-react";
import { lazy, useMemo, useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { ShownOnceDialog } from "@/components/patterns/shown-once-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FirstUse } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { text, usually } from "@/lib/client/address-parts";
import { useConsoleSession } from "@/lib/client/console-session";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import { type AddedMember, membershipQueries } from "@/lib/client/membership-queries";
import { useAddress } from "@/lib/client/use-address";
import { memberColumns } from "./member-columns";

const searched = { q: usually(text, "") };
const InviteMemberDialog = lazy(() =>
  import("./invite-member-dialog").then(({ InviteMemberDialog }) => ({ default: InviteMemberDialog })),
);

/** Who belongs to the workspace. */
export function MemberSettings() {
  const { workspace } = useConsoleSession();
  if (!workspace) {
    return (
      <>
        <PageHeader title="Members" />
        <EmptyState icon={<UserPlus />} title="You belong to no workspace" />
      </>
    );
  }
  return <Members workspace={workspace} />;
}

function Members({ workspace }: { workspace: OwnWorkspace }) {
  const { me } = useConsoleSession();
  const [{ q }, setAddress] = useAddress(searched);
  const query = useInfiniteQuery(membershipQueries.list(workspace.id, q));
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<AddedMember | null>(null);
  const manages = me.instanceAdmin || workspace.role === "owner" || workspace.role === "admin";
  const columns = useMemo(() => memberColumns({ me, workspace, manages }), [me, workspace, manages]);
  return (
    <>
      <PageHeader
        title="Members"
        description={`Who belongs to ${workspace.name}, and what they may do there.`}
        actions={
          manages && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden />
              Add member
            </Button>
          )
        }
      />
      {!manages && (
        <Alert className="mb-4" title="You can see the members, not change them">
          Owners and admins of {workspace.name} add people and change roles.
        </Alert>
      )}
      <SearchInput
        label="Search members"
        placeholder="Search by name or e-mail"
        className="mb-3 w-full sm:w-72"
        value={q}
        maxLength={200}
        onChange={(event) => void setAddress({ q: event.target.value || null })}
      />
      <PageTable
        query={query}
        what="the members"
        label="Members"
        columns={columns}
        rowId={({ userId }) => userId}
        empty={
          <EmptyState icon={<SearchX />} title="Nobody fits">
            No member of {workspace.name} has this in their name or e-mail.
          </EmptyState>
        }
      />
      <FirstUse when={inviting}>
        <InviteMemberDialog workspace={workspace} open={inviting} onOpenChange={setInviting} onAdded={setInvited} />
      </FirstUse>
      <ShownOnceDialog
        value={invited?.inviteUrl ?? null}
        title={`Send this link to ${invited?.email ?? ""}`}
        what="invitation link"
        onClose={() => setInvited(null)}
      >
        Whoever opens it chooses a name and a password and belongs to {workspace.name}. It works once, for seven days.
        Is it lost? Remove the person and add them again.
      </ShownOnceDialog>
    </>
  );
}
