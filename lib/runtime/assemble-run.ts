import { randomBytes } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import { storedPatterns } from "@/lib/domain/agent-settings/rules";
import type { RunWish } from "@/lib/domain/runs/queries";
import { DEFAULT_CPU, DEFAULT_MEMORY_MB, windowOf } from "@/lib/domain/runs/rules";
import { log } from "@/lib/log";
import type { LiveSettings } from "@/lib/runtime/agent-server/boot-document";
import type { BootDocument, RunSpec } from "@/lib/runtime/driver";
import { openTemplate } from "@/lib/runtime/open-template";

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

/**
 * First contents of the workspace of an agent that never ran, text by path. A repository that cannot be fetched now leaves
 * it empty: the agent runs all the same.
 */
export async function firstContents({ agentId, fresh, template }: RunWish): Promise<Record<string, string>> {
  if (!fresh || !template) return {};
  try {
    return (await openTemplate(template)).files;
  } catch (error) {
    log().warn({ err: error, agentId }, "the template of an agent could not be opened");
    return {};
  }
}

/** What may change while an agent runs. */
export function liveSettingsOf({ readOnly, readOnlyPatterns, sshGrants, timeoutSeconds }: RunWish): LiveSettings {
  return { readOnly: { enabled: readOnly, ...storedPatterns(readOnlyPatterns) }, sshGrants, timeoutSeconds };
}

/** What an agent is told. */
export function runContextOf({ prompt, model }: RunWish): BootDocument["context"] {
  return { prompt, model, windowTokens: windowOf(model) };
}

type Contents = { template: Record<string, string>; credentials: ReadonlyMap<string, Buffer> };

/** Everything that an agent server is given at its start, with a new key to its door. */
export function bootDocumentOf(wish: RunWish, { template, credentials }: Contents): BootDocument {
  const { agentId, name } = wish;
  return {
    agentId,
    name,
    doorKey: randomBytes(32).toString("base64url"),
    context: runContextOf(wish),
    template,
    credentials: Object.fromEntries([...credentials].map(([path, bytes]) => [path, bytes.toString("base64")])),
    ...liveSettingsOf(wish),
  };
}
