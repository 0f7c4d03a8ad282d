import { z } from "zod";
import { shareRoles } from "@/lib/domain/shares/rules";

const role = z.enum(shareRoles);

export const share = z.strictObject({
  id: z.string(),
  agent_name: z.string(),
  shared_with_email: z.string(),
  shared_by_id: z.string().nullable(),
  shared_by_email: z.string().nullable(),
  role,
  pending: z.boolean().describe("Until the person signs in"),
  created_at: z.string().describe("UTC, seconds"),
});
export type FleetShare = z.infer<typeof share>;

export const newShare = z.object({ email: z.string(), role: role.default("operator") });
export const agentParams = z.object({ agent: z.string().min(1).max(255).describe("Name, number or id") });
export const shareParams = agentParams.extend({ email: z.string().min(1).max(320) });
export const message = z.strictObject({ message: z.string() });
