import { type AgentRow, agentRow } from "@/lib/contracts/console/wire/agent";
import type { InventoryRow } from "@/lib/domain/inventory/queries";
import { type Shape, sameNames } from "@/lib/domain/json-text";

/** An agent as the console's table shows it. */
export const rowShape: Shape<InventoryRow, AgentRow> = sameNames(agentRow.shape);
