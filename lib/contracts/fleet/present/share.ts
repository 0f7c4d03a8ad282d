import type { FleetShare } from "@/lib/contracts/fleet/wire/share";
import type { ShareRow } from "@/lib/domain/shares/access";

/** Contract 2: times in UTC without fractions. */
const toSeconds = (iso: string) => `${iso.slice(0, 19)}Z`;

/** A share as contract 2 shows it. */
export function toFleetShare({
  id,
  agentName,
  email,
  createdBy,
  createdByEmail,
  role,
  pending,
  createdAt,
}: ShareRow): FleetShare {
  return {
    id,
    agent_name: agentName,
    shared_with_email: email,
    shared_by_id: createdBy?.id ?? null,
    shared_by_email: createdByEmail,
    role,
    pending,
    created_at: toSeconds(createdAt),
  };
}
