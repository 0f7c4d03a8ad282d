/** Limits and mounts of a run. Memory in bytes; `cpu` 1 = one core. */
export type RunSpec = {
  agentId: string;
  /** The agent's name at the time; containers show it, nothing depends on it. */
  name: string;
  cpu: number;
  memoryBytes: number;
  /** Port of this machine on which SSH is offered, or null. */
  sshPort: number | null;
  /** Whether this agent's own shared folder is mounted at `shared-out`. */
  exposes: boolean;
  /** Shared folders of others, below `shared-in/<name>`. */
  consumes: { sourceId: string; name: string }[];
};

/** What an agent server is given at its start, over its standard input: never in an environment, argument or file of the host. */
export type BootDocument = {
  agentId: string;
  name: string;
  /** Bearer key of the door that the agent server opens. */
  doorKey: string;
  /** What the agent runs with: the prompt and its estimated tokens, and of how many plugins some of it comes. */
  context: { prompt: string; model: string | null; windowTokens: number; tokens: number; plugins: number };
  /** First contents of an empty workspace, text by relative path. */
  template: Record<string, string>;
  /** Base64 by relative path; written with mode 0600. */
  credentials: Record<string, string>;
  readOnly: { enabled: boolean; blocked: string[]; allowed: string[] };
  sshGrants: SshKey[];
  timeoutSeconds: number;
  /** Variables of what the agent itself runs; not of people's shells. */
  environment: Record<string, string>;
};

/** `expiresAt` in ISO 8601. */
export type SshKey = { publicKey: string; expiresAt: string };

export type RunState = "running" | "stopped" | "exited";

/** What a driver sees of an agent's run. `door` is the base URL of its agent server while it runs. */
export type ObservedRun = {
  agentId: string;
  state: RunState;
  containerId: string | null;
  imageVersion: string | null;
  exitCode: number | null;
  outOfMemory: boolean;
  startedAt: Date | null;
  door: string | null;
  spec: RunSpec | null;
};

/** Sums over the processes of a run; network since its start, 0 where it cannot be measured. */
export type RunStats = {
  cpuPercent: number;
  memoryBytes: number;
  memoryLimitBytes: number;
  networkRxBytes: number;
  networkTxBytes: number;
  pids: number;
};

/** One line of output, without its end. */
export type RunOutput = { stream: "stdout" | "stderr"; at: Date; text: string };

/** Words for people about what an engine refused or could not do. */
export class DriverFault extends Error {
  readonly kind: "refused" | "unreachable";
  constructor(kind: "refused" | "unreachable", message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * How agents run: as containers of an engine or as processes of this machine. Every method is idempotent, speaks of an
 * agent by its id, and throws DriverFault.
 */
export type RuntimeDriver = {
  readonly name: "docker" | "process";
  /** How agents are kept apart, in a word for people: "container", "bubblewrap", "process". */
  readonly isolation: string;
  /** Throws `unreachable` while the engine does not answer; gives its version, null where there is none. */
  ping: () => Promise<string | null>;
  /** Makes and starts the run from scratch with the workspace that is there (a new one where none is). Resolves when it has been started. */
  start: (spec: RunSpec, boot: BootDocument) => Promise<ObservedRun>;
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop: (agentId: string, graceMs: number) => Promise<void>;
  /** Whether the machine that runs agents could offer SSH at a port; true where that cannot be told from here. */
  isPortFree: (port: number) => Promise<boolean>;
  /** Removes the run; the workspace stays. */
  remove: (agentId: string) => Promise<void>;
  /** Removes the workspace and the shared folder of an agent; false where another's run still uses some of it: ask again later. */
  removeWorkspace: (agentId: string) => Promise<boolean>;
  /** Shows another name on what runs; nothing is stopped. */
  rename: (agentId: string, name: string) => Promise<void>;
  observe: (agentId: string) => Promise<ObservedRun | null>;
  /** All runs that bear our label, also those that no agent has any more. */
  list: () => Promise<ObservedRun[]>;
  /** Calls back when a run may have changed, by agent id; ends with the signal. Never throws, reconnects by itself. */
  watch: (changed: (agentId: string) => void, signal: AbortSignal) => void;
  /** By agent id; runs that cannot be measured now are left out. */
  stats: (agentIds: string[]) => Promise<Map<string, RunStats>>;
  /** Output from `since` on and then live until the run or the signal ends. */
  output: (agentId: string, since: Date | null, signal: AbortSignal) => AsyncIterable<RunOutput>;
  /** Ends what cannot outlive this process. */
  close: () => Promise<void>;
};
