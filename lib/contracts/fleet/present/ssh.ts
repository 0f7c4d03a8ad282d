import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";
import type { SshAccess } from "@/lib/domain/ssh/grant-ssh";
import { SSH_USER } from "@/lib/domain/ssh/rules";
import { publicUrl } from "@/lib/env";

/** How to get in, with a command to copy. */
export function toSshAccess({ name, port, privateKey, expiresAt }: SshAccess, hours: number): SshAccessReply {
  const host = new URL(publicUrl()).hostname.replace(/^\[|\]$/g, "");
  const key = privateKey === null ? "" : "-i muster_key ";
  const save = "Save the private key as muster_key, readable for you alone (chmod 600), and run the command above.";
  return {
    status: "success",
    agent: name,
    auth_method: "key",
    connection: { command: `ssh ${key}-p ${port} ${SSH_USER}@${host}`, host, port, user: SSH_USER },
    private_key: privateKey,
    expires_at: `${expiresAt.toISOString().slice(0, 19)}Z`,
    expires_in_hours: hours,
    instructions: [privateKey === null ? "Run the command above." : save, "The key stops working at the time given."],
  };
}
