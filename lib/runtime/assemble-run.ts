import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";
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

/** The files of a template that Muster brings along, text by path; none where there is no such template. */
export async function readLocalTemplate(name: string | null): Promise<Record<string, string>> {
  const local = name?.replace(/^local:/, "") ?? "";
  if (!/^[a-z0-9-]{1,63}$/.test(local)) return {};
  const folder = resolve("lib/runtime/templates", local);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(
    async (path): Promise<[string, string]> => [path.slice(folder.length + 1), await readFile(path, "utf8")],
  );
  return Object.fromEntries(await Promise.all(texts));
}

function patternsOf(column: unknown): { blocked: string[]; allowed: string[] } {
  const lists = typeof column === "object" && column !== null ? column : {};
  const list = (key: "blocked" | "allowed") => {
    const found: unknown = Object.entries(lists).find(([name]) => name === key)?.[1];
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
  };
  return { blocked: list("blocked"), allowed: list("allowed") };
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
    readOnly: { enabled: wish.readOnly, ...patternsOf(wish.readOnlyPatterns) },
    sshGrants,
    timeoutSeconds,
  };
}
