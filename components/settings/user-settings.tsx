"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, UserPlus } from "lucide-react";
import { lazy, useMemo, useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { ShownOnceDialog } from "@/components/patterns/shown-once-dialog";
import { Button } from "@/components/ui/button";
import { FirstUse } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { oneOf, text, usually } from "@/lib/client/address-parts";
import { useConsoleSession } from "@/lib/client/console-session";
import { useAddress } from "@/lib/client/use-address";
import { userQueries } from "@/lib/client/user-queries";
import { ForInstanceAdmins } from "./for-admins";
import { userColumns } from "./user-columns";

const InviteUserDialog = lazy(() =>
  import("./invite-user-dialog").then(({ InviteUserDialog }) => ({ default: InviteUserDialog })),
);

const shows = ["all", "admins", "disabled"] as const;
const showOptions = [
  { value: "all", label: "Everybody" },
  { value: "admins", label: "Instance admins" },
  { value: "disabled", label: "Disabled" },
] as const;
const sorts = ["createdAt", "-createdAt", "name", "-name", "lastSignInAt", "-lastSignInAt"] as const;
const state = {
  q: usually(text, ""),
  show: usually(oneOf(shows), "all"),
  sort: usually(oneOf(sorts), "-createdAt"),
};

/** A link that is shown once, and what it is. */
export type ShownLink = { kind: "invitation" | "reset"; email: string; url: string };

/** Everybody. */
export function UserSettings() {
  return (
    <ForInstanceAdmins title="Users">
      <Users />
    </ForInstanceAdmins>
  );
}

function Users() {
  const { me } = useConsoleSession();
  const [search, setSearch] = useAddress(state);
  const query = useInfiniteQuery(userQueries.list(search));
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<ShownLink | null>(null);
  const columns = useMemo(() => userColumns(me.id, setLink), [me.id]);
  return (
    <>
      <PageHeader
        title="Users"
        description="Everybody who can sign in to this instance, whatever workspaces they belong to."
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            Invite user
          </Button>
        }
      />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          label="Search users"
          placeholder="Search by name or e-mail"
          className="min-w-40 flex-1 sm:max-w-72"
          value={search.q}
          maxLength={200}
          onChange={(event) => void setSearch({ q: event.target.value || null })}
        />
        <Select
          aria-label="Show"
          className="w-44"
          options={showOptions}
          value={search.show}
          onChange={(event) => void setSearch({ show: shows.find((one) => one === event.target.value) ?? null })}
        />
      </div>
      <PageTable
        query={query}
        what="the users"
        label="Users"
        columns={columns}
        rowId={({ id }) => id}
        sorting={{ id: search.sort.replace("-", ""), desc: search.sort.startsWith("-") }}
        onSortingChange={(sorting) => {
          const wanted = sorting && `${sorting.desc ? "-" : ""}${sorting.id}`;
          void setSearch({ sort: sorts.find((one) => one === wanted) ?? null });
        }}
        empty={<EmptyState icon={<SearchX />} title="Nobody fits" />}
      />
      <FirstUse when={inviting}>
        <InviteUserDialog open={inviting} onOpenChange={setInviting} onInvited={setLink} />
      </FirstUse>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  );
}

function LinkDialog({ link, onClose }: { link: ShownLink | null; onClose: () => void }) {
  const invites = link?.kind === "invitation";
  return (
    <ShownOnceDialog
      value={link?.url ?? null}
      title={`Send this link to ${link?.email ?? ""}`}
      what={invites ? "invitation link" : "reset link"}
      onClose={onClose}
    >
      {invites
        ? "Whoever opens it chooses a name and a password and is signed in. It works once, for seven days."
        : "Whoever opens it chooses a new password; all sessions of the person end then. It works once, for an hour. Make sure that it reaches the right person."}
    </ShownOnceDialog>
  );
}
