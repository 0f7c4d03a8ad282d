import { type Actor, membershipIn, type Role } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

/** Owners are made and unmade by owners and instance admins alone. Throws `forbidden`. */
export function assertMaySetRoles(actor: Actor, workspaceId: string, involved: (Role | null)[]): void {
  if (!involved.includes("owner") || actor.instanceAdmin) return;
  if (membershipIn(actor, workspaceId)?.role !== "owner") {
    throw new DomainError("forbidden", "Only an owner of the workspace can make, change or remove an owner");
  }
}

/** A workspace keeps an owner. Throws `last_owner`. */
export function assertOwnerRemains(otherOwners: number): void {
  if (otherOwners === 0) {
    throw new DomainError("last_owner", "This is the last owner of the workspace; make somebody else an owner first");
  }
}
