import { randomBytes } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import { storedPatterns } from "@/lib/domain/agent-settings/rules";
import { contextOfRun } from "@/lib/domain/assembled-context/queries";
import { DomainError } from "@/lib/domain/faults";
import type { RunWish } from "@/lib/domain/runs/queries";
import { DEFAULT_CPU, DEFAULT_MEMORY_MB, windowOf } from "@/lib/domain/runs/rules";
import { log } from "@/lib/log";
import type { LiveSettings } from "@/lib/runtime/agent-server/boot-document";
import { type BootDocument, DriverFault, type RunSpec } from "@/lib/runtime/driver";
import { openTemplate } from "@/lib/runtime/open-template";

const MIB = 1024 * 1024;

export type RunContext = BootDocument["context"];

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

/** What an agent runs with. Throws DriverFault: what cannot be read now is tried again, what cannot be assembled is not. */
export async function runContextOf(wish: RunWish): Promise<RunContext> {
  const { agentId } = wish;
  try {
    const { prompt, ...context } = await contextOfRun(agentId);
    const model = wish.runtimeModel ?? context.model;
    const size = { tokens: context.tokenEstimate, plugins: context.pluginsLoaded.length };
    return { prompt, model, windowTokens: windowOf(model), ...size };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.fault !== "unavailable") throw new DriverFault("refused", error.message);
    log().warn({ err: error, agentId }, "the context of an agent could not be read");
    throw new DriverFault("unreachable", "The content of the agent's plugins cannot be read now");
  }
}

type Contents = {
  template: Record<string, string>;
  credentials: ReadonlyMap<string, Buffer>;
  context: RunContext;
  environment: Record<string, string>;
};

/** Everything that an agent server is given at its start, with a new key to its door. */
export function bootDocumentOf(wish: RunWish, contents: Contents): BootDocument {
  const { template, credentials, context, environment } = contents;
  const { agentId, name } = wish;
  return {
    agentId,
    name,
    doorKey: randomBytes(32).toString("base64url"),
    context,
    template,
    credentials: Object.fromEntries([...credentials].map(([path, bytes]) => [path, bytes.toString("base64")])),
    ...liveSettingsOf(wish),
    environment,
  };
}
