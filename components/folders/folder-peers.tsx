import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { TextLink } from "@/components/ui/link";
import { RunBadge } from "@/components/ui/status-badge";
import { consolePaths } from "@/lib/client/console-paths";

export type FolderPeer = {
  name: string;
  path: string;
  status: string | null;
  /** True: the run has it. False: from the next start. Null: not asked. */
  mounted: boolean | null;
};

type FolderPeersProps = {
  heading: string;
  peers: readonly FolderPeer[];
  /** Said where there are none. */
  nobody: ReactNode;
};

const isRunState = (status: string | null): status is "running" | "stopped" | "exited" =>
  status === "running" || status === "stopped" || status === "exited";

/** Other agents that take part in sharing folders. */
export function FolderPeers({ heading, peers, nobody }: FolderPeersProps) {
  return (
    <section aria-label={heading} className="flex flex-col gap-1">
      <h3 className="font-medium text-fg text-sm">{heading}</h3>
      {peers.length === 0 && <p className="text-muted text-sm">{nobody}</p>}
      <ul className="divide-y divide-line">
        {peers.map((peer) => (
          <li key={peer.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <TextLink href={consolePaths.agent(peer.name)}>{peer.name}</TextLink>
            {isRunState(peer.status) && <RunBadge status={peer.status} still />}
            {peer.mounted !== null && (
              <Badge tone={peer.mounted ? "success" : "warning"}>
                {peer.mounted ? "Mounted" : "From the next start"}
              </Badge>
            )}
            <Code className="text-xs">{peer.path}</Code>
          </li>
        ))}
      </ul>
    </section>
  );
}
