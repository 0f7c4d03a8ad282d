import { newAgentToken } from "@/lib/auth/agent-token";
import { hashOf } from "@/lib/auth/secrets";
import type { RunWish } from "@/lib/domain/runs/queries";
import { publicUrl } from "@/lib/env";
import { HOST_NAME } from "@/lib/runtime/docker-driver/names";
import type { RuntimeDriver } from "@/lib/runtime/driver";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Muster's address as an agent of that driver can use it: inside a container `localhost` is the container itself. */
export function addressForAgents(driver: RuntimeDriver["name"], address: string): string {
  const url = new URL(address);
  if (driver === "docker" && LOOPBACK.test(url.hostname)) url.hostname = HOST_NAME;
  return url.href.replace(/\/+$/, "");
}

/** What an agent knows of Muster and of itself: the variables of one run, with a new token, and the hash that is kept of it. */
export function agentEnvironment(
  { number, workspaceId }: Pick<RunWish, "number" | "workspaceId">,
  driver: RuntimeDriver["name"],
): { environment: Record<string, string>; tokenHash: string } {
  const token = newAgentToken();
  return {
    environment: {
      MUSTER_URL: addressForAgents(driver, publicUrl()),
      MUSTER_AGENT_ID: String(number),
      MUSTER_WORKSPACE_ID: workspaceId ?? "",
      MUSTER_AGENT_TOKEN: token,
    },
    tokenHash: hashOf(token),
  };
}
