"use client";
import { useQuery } from "@tanstack/react-query";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import { membersQueries } from "@/lib/client/member-queries";

/** Why somebody may not submit here, and who can change it. */
export function MayNotSubmit({ workspace }: { workspace: OwnWorkspace }) {
  const { data: admins = [] } = useQuery(membersQueries.admins(workspace.id));
  const names = admins.map(({ name, email }) => `${name} (${email})`);
  const who = new Intl.ListFormat("en", { type: "disjunction" }).format(names);
  return (
    <>
      You are a {workspace.role} of {workspace.name}, and people with this role may not submit packages there.{" "}
      {names.length > 0
        ? `Ask ${who}: they can let you submit or change your role.`
        : "An owner or admin of the workspace can let you submit or change your role."}
    </>
  );
}
