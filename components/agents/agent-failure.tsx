import { OutputText } from "@/components/patterns/output-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Doing } from "@/lib/client/agent-doing";

type AgentFailureProps = { failure: NonNullable<Doing["failure"]>; onLog?: () => void };

/** What went wrong with an agent: the words of the installer, of Python or of the system, and what runs now. */
export function AgentFailure({ failure, onLog }: AgentFailureProps) {
  const { title, consequence, lines } = failure;
  return (
    <Alert
      live
      tone="danger"
      title={title}
      actions={
        onLog && (
          <Button size="sm" onClick={onLog}>
            Open the log
          </Button>
        )
      }
    >
      <p>{consequence}</p>
      {lines && (
        <OutputText label="What it said" text={lines} className="mt-2 max-h-56 border border-line bg-canvas p-2.5" />
      )}
    </Alert>
  );
}
