import type { ContainerCreateOptions, MountSettings } from "dockerode";
import { environmentOf } from "@/lib/runtime/agent-server/placement";
import {
  containerName,
  DOOR_PORT,
  HOST_NAME,
  KEYS,
  LABEL,
  SSH_PORT,
  volumesOf,
  WORKSPACE,
} from "@/lib/runtime/docker-driver/names";
import { DriverFault, type RunSpec } from "@/lib/runtime/driver";

/** `imageId` is the digest that MUSTER_AGENT_IMAGE stands for now; a tag could be moved between looking and creating. */
export type ContainerPlan = {
  spec: RunSpec;
  imageId: string;
  imageVersion: string;
  installation: string;
  host: { cpus: number; memoryBytes: number };
};

const MOST_PROCESSES = 512;
const SMALLEST_MEMORY = 16 * 1024 * 1024;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const SHARED_NAME = /^(?!\.{1,2}$)[^/\\:\p{Cc}]+$/u;
const LONGEST_FOLDER = 255;
/** The agent server's account; no other is in the image. */
const ACCOUNT = "1000:1000";

/**
 * The create body of every container; nothing else makes one. Whatever the agent asks for, it gets no privilege, capability,
 * device, namespace or folder of the host. Throws `refused` for limits and names that cannot be.
 */
export function buildContainerSpec(plan: ContainerPlan): ContainerCreateOptions {
  assertPossible(plan);
  const { spec, imageId, imageVersion, installation } = plan;
  const placement = environmentOf({
    workspace: WORKSPACE,
    door: { host: "0.0.0.0", port: Number.parseInt(DOOR_PORT, 10) },
    ssh:
      spec.sshPort === null
        ? null
        : { host: "0.0.0.0", port: Number.parseInt(SSH_PORT, 10), hostKeyPath: `${KEYS}/ssh_host_key` },
  });
  const environment = { HOME: WORKSPACE, PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8", ...placement };
  return {
    name: containerName(spec.name, spec.agentId),
    Image: imageId,
    User: ACCOUNT,
    WorkingDir: WORKSPACE,
    Entrypoint: ["/bin/sh", "/opt/muster/start.sh"],
    Cmd: [],
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    Labels: {
      [LABEL.agent]: spec.agentId,
      [LABEL.installation]: installation,
      [LABEL.imageVersion]: imageVersion,
      [LABEL.spec]: JSON.stringify(spec),
    },
    AttachStdin: true,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    NetworkDisabled: false,
    StopSignal: "SIGTERM",
    ExposedPorts: { [DOOR_PORT]: {}, ...(spec.sshPort === null ? {} : { [SSH_PORT]: {} }) },
    HostConfig: { ...confinement(), ...limits(plan), ...ports(spec), Mounts: mounts(plan), LogConfig: LOG },
  };
}

const LOG = { Type: "json-file", Config: { "max-size": "10m", "max-file": "2" } };

function confinement() {
  return {
    Privileged: false,
    CapAdd: [],
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges"],
    ReadonlyRootfs: true,
    Tmpfs: {
      "/tmp": "rw,exec,nosuid,nodev,size=256m,mode=700,uid=1000,gid=1000",
      "/run": "rw,nosuid,nodev,noexec,size=16m,mode=700,uid=1000,gid=1000",
    },
    Binds: [],
    Devices: [],
    DeviceRequests: [],
    VolumesFrom: [],
    Links: [],
    PublishAllPorts: false,
    AutoRemove: false,
    RestartPolicy: { Name: "no" },
    NetworkMode: "bridge",
    ExtraHosts: [`${HOST_NAME}:host-gateway`],
    PidMode: "",
    IpcMode: "private",
    UTSMode: "",
    UsernsMode: "",
    CgroupParent: "",
    OomKillDisable: false,
  };
}

/** Swap counts as memory. What the host has not got cannot be promised. */
function limits({ spec, host }: ContainerPlan) {
  const memory = Math.min(spec.memoryBytes, host.memoryBytes);
  return {
    Memory: memory,
    MemorySwap: memory,
    NanoCpus: Math.round(Math.min(spec.cpu, host.cpus) * 1e9),
    PidsLimit: MOST_PROCESSES,
    ShmSize: 64 * 1024 * 1024,
    Ulimits: [
      { Name: "nofile", Soft: 16_384, Hard: 16_384 },
      { Name: "core", Soft: 0, Hard: 0 },
    ],
  };
}

/** The door is for this machine only; SSH is for everybody who has a granted key. */
function ports(spec: RunSpec) {
  const ssh = spec.sshPort === null ? {} : { [SSH_PORT]: [{ HostIp: "0.0.0.0", HostPort: String(spec.sshPort) }] };
  return { PortBindings: { [DOOR_PORT]: [{ HostIp: "127.0.0.1", HostPort: "" }], ...ssh } };
}

function mounts({ spec, installation }: ContainerPlan): MountSettings[] {
  const volume = (agentId: string, kind: "workspace" | "shared" | "keys", target: string): MountSettings => ({
    Type: "volume",
    Source: volumesOf(agentId)[kind],
    Target: target,
    ReadOnly: false,
    VolumeOptions: {
      // A new workspace takes its owner from the image; a shared folder is given to its owner before the start.
      NoCopy: kind === "shared",
      Labels: { [LABEL.agent]: agentId, [LABEL.installation]: installation },
      DriverConfig: { Name: "local", Options: {} },
    },
  });
  return [
    volume(spec.agentId, "workspace", WORKSPACE),
    volume(spec.agentId, "keys", KEYS),
    ...(spec.exposes ? [volume(spec.agentId, "shared", `${WORKSPACE}/shared-out`)] : []),
    ...spec.consumes.map(({ sourceId, name }) => volume(sourceId, "shared", `${WORKSPACE}/shared-in/${name}`)),
  ];
}

function assertPossible({ spec, imageId, host }: ContainerPlan): void {
  const refuse = (message: string): never => {
    throw new DriverFault("refused", message);
  };
  if (!DIGEST.test(imageId)) refuse("The agent image has no digest");
  if (!Number.isFinite(spec.cpu) || spec.cpu < 0.01 || spec.cpu > 1_024) refuse("The CPU limit is not possible");
  if (!Number.isSafeInteger(spec.memoryBytes) || spec.memoryBytes < SMALLEST_MEMORY) {
    refuse("The memory limit is not possible");
  }
  if (!(host.cpus > 0 && host.memoryBytes > SMALLEST_MEMORY)) refuse("The engine's host has no room");
  const { sshPort } = spec;
  if (sshPort !== null && !(Number.isInteger(sshPort) && sshPort >= 1_024 && sshPort <= 65_535)) {
    refuse("The SSH port is not possible");
  }
  const names = new Set(spec.consumes.map(({ name }) => name));
  if (names.size < spec.consumes.length || ![...names].every(isFolderName)) {
    refuse("A shared folder has a name that cannot be mounted");
  }
}

function isFolderName(name: string): boolean {
  return SHARED_NAME.test(name) && Buffer.byteLength(name) <= LONGEST_FOLDER;
}
