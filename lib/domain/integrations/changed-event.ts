import type { DomainEvent } from "@/lib/domain/change";

/** Tells open pages of a workspace that an integration or an install of one has changed. */
export function integrationChanged(targetId: string, name: string, workspaceId: string | null): DomainEvent {
  const data = { kind: "integrations" };
  return { topic: "resources", type: "resource_changed", targetId, name, workspaceId, data };
}
