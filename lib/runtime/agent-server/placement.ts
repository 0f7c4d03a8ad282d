/** Where an agent server finds itself: set by the driver that starts it, in its environment. */
export type Placement = {
  /** Absolute path of the workspace. */
  workspace: string;
  /** `port` 0 takes any, which is then announced on standard output. */
  door: { host: string; port: number };
  /** Absent where this agent offers no SSH. */
  ssh: { host: string; port: number; hostKeyPath: string } | null;
};

/** The environment of an agent server that is placed so; both drivers use it. */
export function environmentOf({ workspace, door, ssh }: Placement): Record<string, string> {
  return {
    MUSTER_WORKSPACE: workspace,
    MUSTER_DOOR: `${door.host}:${door.port}`,
    ...(ssh ? { MUSTER_SSH: `${ssh.host}:${ssh.port}`, MUSTER_SSH_HOST_KEY: ssh.hostKeyPath } : {}),
  };
}

/** The placement that an environment tells of; without a workspace it is the folder that the process was started in. */
export function readPlacement(env: Record<string, string | undefined>): Placement {
  const key = env.MUSTER_SSH_HOST_KEY;
  const ssh = env.MUSTER_SSH && key ? { ...address(env.MUSTER_SSH), hostKeyPath: key } : null;
  return { workspace: env.MUSTER_WORKSPACE || process.cwd(), door: address(env.MUSTER_DOOR || "127.0.0.1:0"), ssh };
}

function address(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(":");
  return { host: text.slice(0, at), port: Number(text.slice(at + 1)) || 0 };
}
