import { randomBytes } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import { storedPatterns } from "@/lib/domain/agent-settings/rules";
import type { RunWish } from "@/lib/domain/runs/queries";
import { DEFAULT_CPU, DEFAULT_MEMORY_MB, windowOf } from "@/lib/domain/runs/rules";
import type { BootDocument, RunSpec } from "@/lib/runtime/driver";

const MIB = 1024 * 1024;

/** Limits and mounts of a run; what is wished beyond this machine is cut to it. */
export function runSpecOf(wish: RunWish): RunSpec {
  const { agentId, name, port, exposes, consumes } = wish;
  return {
    ...{ agentId, name, exposes, consumes, sshPort: port },
    cpu: Math.min(wish.cpu ?? DEFAULT_CPU, availableParallelism()),
    memoryBytes: Math.min((wish.memoryMb ?? DEFAULT_MEMORY_MB) * MIB, totalmem()),
  };
}

type Contents = { template: Record<string, string>; credentials: ReadonlyMap<string, Buffer> };

/** Everything that an agent server is given at its start, with a new key to its door. */
export function bootDocumentOf(wish: RunWish, { template, credentials }: Contents): BootDocument {
  const { agentId, name, prompt, model, timeoutSeconds, sshGrants } = wish;
  return {
    agentId,
    name,
    doorKey: randomBytes(32).toString("base64url"),
    context: { prompt, model, windowTokens: windowOf(model) },
    template,
    credentials: Object.fromEntries([...credentials].map(([path, bytes]) => [path, bytes.toString("base64")])),
    readOnly: { enabled: wish.readOnly, ...storedPatterns(wish.readOnlyPatterns) },
    sshGrants,
    timeoutSeconds,
  };
}
