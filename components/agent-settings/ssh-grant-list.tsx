"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { revokeSsh, sshQueries } from "@/lib/client/ssh-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { SshGrant } from "@/lib/contracts/fleet/wire/ssh";

/** Who may enter the agent now and until when, each with a way to end it. */
export function SshGrantList({ agent }: { agent: AgentDetail }) {
  const query = useQuery(sshQueries.grants(agent.id));
  const [ending, setEnding] = useState<SshGrant | null>(null);
  const { mutateAsync } = useMutation(revokeSsh(useQueryClient(), agent.id));
  return (
    <QueryView query={query} what="who has access" skeleton={<Skeleton className="h-10" />}>
      {(grants) => (
        <section aria-labelledby="ssh-grants">
          <h3 id="ssh-grants" className="font-medium text-fg text-sm">
            Who has access now
          </h3>
          {grants.length === 0 ? (
            <p className="mt-1 text-muted text-sm">Nobody. Whoever asks appears here until the time ends.</p>
          ) : (
            <ul className="mt-1 divide-y divide-line">
              {grants.map((grant) => (
                <GrantRow key={grant.id} grant={grant} onEnd={() => setEnding(grant)} />
              ))}
            </ul>
          )}
          <ConfirmDialog
            open={ending !== null}
            onOpenChange={(open) => !open && setEnding(null)}
            title={`End the access of ${ending?.user.name ?? ""}?`}
            confirmLabel="End access"
            danger
            onConfirm={async () => {
              if (!ending) return;
              await mutateAsync(ending.id);
              showToast({ tone: "success", title: `${ending.user.name} has no more SSH access to ${agent.name}` });
            }}
          >
            The key stops working at once, and connections that it opened are cut off. The workspace stays as it is.
          </ConfirmDialog>
        </section>
      )}
    </QueryView>
  );
}

function GrantRow({ grant, onEnd }: { grant: SshGrant; onEnd: () => void }) {
  const { me } = useConsoleSession();
  const { user, fingerprint, command, expires_at } = grant;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-fg text-sm">
          {user.name}
          {user.id === me.id && <span className="text-muted"> (you)</span>}
        </p>
        <p className="text-muted text-xs">
          Ends <Time value={expires_at} />
          <span aria-hidden> · </span>
          <code className="font-mono [overflow-wrap:anywhere]">{fingerprint}</code>
        </p>
      </div>
      {user.id === me.id && command && <CopyButton value={command} what="command" />}
      <Button size="sm" aria-label={`End the access of ${user.name}, ${fingerprint}`} onClick={onEnd}>
        End
      </Button>
    </li>
  );
}
