import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";

/** How to connect with what was granted. */
export function GrantedAccess({ access }: { access: Pick<SshAccessReply, "connection" | "expires_at"> }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-1.5">
        <Code className="min-w-0 px-2 py-1">{access.connection.command}</Code>
        <CopyButton value={access.connection.command} what="command" />
      </div>
      <p className="text-muted text-xs">
        The key stops working <Time value={access.expires_at} />; open connections end with it.
      </p>
    </div>
  );
}
