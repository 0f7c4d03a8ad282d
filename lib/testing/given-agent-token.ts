import { newAgentToken } from "@/lib/auth/agent-token";
import { hashOf } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { recordToken } from "@/lib/domain/runs/record-run";

/** The runtime token of an agent that is being started, as a supervisor gives it; every earlier one has ended. */
export async function givenAgentToken(agentId: string): Promise<string> {
  const token = newAgentToken();
  const wish = { driver: "process", desiredState: "running", observedState: "running" };
  await db().runtime.upsert({ where: { agentId }, create: { agentId, ...wish }, update: wish });
  await recordToken({ agentId, tokenHash: hashOf(token) });
  return token;
}
