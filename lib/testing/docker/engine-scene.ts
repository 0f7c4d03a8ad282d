import type { BootDocument, RunSpec } from "@/lib/runtime/driver";

const MEGABYTE = 1024 * 1024;
let count = 0;

/** A small run that no other test has; `more` says what it is about. */
export function runSpec(more: Partial<RunSpec> = {}): RunSpec {
  count += 1;
  const limits = { cpu: 0.5, memoryBytes: 128 * MEGABYTE };
  const names = { agentId: `agt_test${process.pid}x${count}`, name: `scout-${count}` };
  return { ...names, ...limits, sshPort: null, exposes: false, consumes: [], ...more };
}

/** Its boot document, with words in it that must show up nowhere else. */
export function bootDocument({ agentId, name }: RunSpec): BootDocument {
  return {
    agentId,
    name,
    doorKey: "canary-of-the-door",
    context: { prompt: "", model: null, windowTokens: 200_000, tokens: 0, plugins: 0 },
    template: {},
    credentials: { ".env": Buffer.from("KEY=canary-of-the-env").toString("base64") },
    readOnly: { enabled: false, blocked: [], allowed: [] },
    sshGrants: [],
    timeoutSeconds: 60,
    environment: {},
  };
}

/** Has the small agent behind a door do something. */
export async function order(door: string | null, name: string, of = ""): Promise<unknown> {
  return (await fetch(`${door}/${name}?of=${encodeURIComponent(of)}`)).json();
}
