import { Bot } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

function AllAgents({ size }: { size?: "sm" }) {
  return (
    <Button asChild size={size}>
      <Link href="/agents">All agents</Link>
    </Button>
  );
}

/** The agent was deleted while its page was open. */
export function AgentGone({ name }: { name: string }) {
  return (
    <Alert
      live
      tone="danger"
      className="sticky top-14 z-30 mb-4 shadow-pop lg:top-2"
      title={`${name} is not here any more`}
      actions={<AllAgents size="sm" />}
    >
      It was removed, or you may no longer see it. What stands below is how it was last; nothing on it can be changed.
    </Alert>
  );
}

/** There is no such agent, as far as this person may know. */
export function NoSuchAgent({ agentRef }: { agentRef: string }) {
  return (
    <EmptyState icon={<Bot />} className="py-20" title="There is no such agent" actions={<AllAgents />}>
      Nothing that you may see is called <span className="font-mono text-fg [overflow-wrap:anywhere]">{agentRef}</span>.
      It may have been removed, or belong to another workspace: switch to that one, or ask whoever sent you here to
      share it with you.
    </EmptyState>
  );
}
