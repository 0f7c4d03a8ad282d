import type { ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { closedFolder } from "../account";
import { isFull } from "../agent-server/door-fault";
import { environmentOf } from "../agent-server/placement";
import { WORKSPACE_NAME } from "../agent-server/workspace";
import { DriverFault, type RunSpec } from "../driver";
import { type Python, startablePythons } from "../find-python";
import { type Isolation, startConfined } from "../isolation";
import { SYSTEM_PATHS } from "../system-paths";
import { type AgentFolders, ensureFolders, mountsOf, prepareMounts } from "./agent-folders";

const PROCESSES = 256;
const FILE_BYTES = 2 * 1024 ** 3;
const STATE_NAME = "/var/lib/muster-agent";

export type Ground = {
  isolation: Isolation;
  pythons: readonly Python[];
  /** Folder of all workspaces. */
  root: string;
  serverFile: string;
  /** The Node that runs the agent server. */
  node: string;
};

function assertReachable(ground: Ground, folders: AgentFolders): void {
  if (folders.account === null || ground.isolation.mode === "bubblewrap") return;
  for (const path of [ground.node, folders.workspace, ground.serverFile]) {
    const closed = closedFolder(join(path, ".."));
    if (closed === null) continue;
    throw new DriverFault(
      "refused",
      `${closed} is closed to other accounts, so the agent cannot run as one: allow entering it (chmod o+x), or install bubblewrap`,
    );
  }
}

function programs({ node, serverFile }: Ground): string[] {
  accessSync(node, constants.X_OK);
  const isSystem = SYSTEM_PATHS.some((path) => node.startsWith(`${path}/`));
  return isSystem ? [serverFile] : [node, serverFile];
}

/** What a full disk refuses is told to whoever starts the agent, not tried again and again. */
function withRoom<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new DriverFault("refused", "There is no room for the agent's workspace: the disk is full");
  }
}

/** Starts an agent server in its own folder, confined. Throws DriverFault where this machine cannot. */
export function startAgentProcess(ground: Ground, spec: RunSpec): ChildProcess {
  const { isolation, root, node, serverFile } = ground;
  const [python] = startablePythons(ground.pythons, isolation);
  if (!python) throw new DriverFault("refused", "Agents are confined by Python 3.8 or newer, and there is none here");
  const folders = withRoom(() => ensureFolders(root, spec.agentId));
  assertReachable(ground, folders);
  const bound = isolation.mode === "bubblewrap";
  const mounts = withRoom(() => mountsOf(root, spec));
  withRoom(() => prepareMounts(folders, mounts, !bound));
  const workspace = bound ? WORKSPACE_NAME : folders.workspace;
  const state = bound ? STATE_NAME : folders.state;
  const ssh = spec.sshPort ? { host: "0.0.0.0", port: spec.sshPort, hostKeyPath: join(state, "ssh_host_key") } : null;
  return startConfined(
    isolation,
    {
      // WebAssembly otherwise reserves gigabytes of addresses, more than the limit on them allows.
      argv: [node, "--disable-wasm-trap-handler", serverFile],
      launcher: python,
      directory: workspace,
      read: programs(ground),
      write: bound ? [] : [folders.workspace, folders.state, ...mounts.map(({ from }) => from)],
      mounts: bound
        ? [
            { from: folders.workspace, to: workspace },
            { from: folders.state, to: state },
            ...mounts.map(({ from, at }) => ({ from, to: `${workspace}/${at}` })),
          ]
        : [],
      env: {
        ...environmentOf({ workspace, door: { host: "127.0.0.1", port: 0 }, ssh }),
        HOME: workspace,
        ...(bound ? {} : { MUSTER_SHARED: mounts.map(({ from }) => from).join("\n") }),
      },
      input: true,
      limits: {
        memoryBytes: spec.memoryBytes,
        processes: PROCESSES,
        fileBytes: FILE_BYTES,
        cpuSeconds: null,
        cores: Math.max(1, Math.ceil(spec.cpu)),
      },
      pipes: 0,
    },
    folders.account,
  );
}
