import type { SshAccessReply, SshGrant } from "@/lib/contracts/fleet/wire/ssh";
import type { SshAccess } from "@/lib/domain/ssh/grant-ssh";
import type { LivingGrant } from "@/lib/domain/ssh/queries";
import { SSH_USER } from "@/lib/domain/ssh/rules";
import { publicUrl } from "@/lib/env";

const sshHost = () => new URL(publicUrl()).hostname.replace(/^\[|\]$/g, "");
const seconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`;

/** Who may enter, by which key, and until when. */
export function toSshGrant({ id, person: user, fingerprint, port, createdAt, expiresAt }: LivingGrant): SshGrant {
  const command = port === null ? null : `ssh -p ${port} ${SSH_USER}@${sshHost()}`;
  return { id, user, fingerprint, command, created_at: seconds(createdAt), expires_at: seconds(expiresAt) };
}

/** How to get in, with a command to copy. */
export function toSshAccess({ name, port, privateKey, expiresAt }: SshAccess, hours: number): SshAccessReply {
  const host = sshHost();
  const key = privateKey === null ? "" : "-i muster_key ";
  const save = "Save the private key as muster_key, readable for you alone (chmod 600), and run the command above.";
  return {
    status: "success",
    agent: name,
    auth_method: "key",
    connection: { command: `ssh ${key}-p ${port} ${SSH_USER}@${host}`, host, port, user: SSH_USER },
    private_key: privateKey,
    expires_at: seconds(expiresAt),
    expires_in_hours: hours,
    instructions: [privateKey === null ? "Run the command above." : save, "The key stops working at the time given."],
  };
}
