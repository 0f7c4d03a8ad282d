"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, ClipboardCheck, Ellipsis, FileOutput, Play, Trash2, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { RunButtons } from "@/components/runtime/run-buttons";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { dialogOnDemand } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { switchAgent } from "@/lib/client/agent-queries";
import { consolePaths } from "@/lib/client/console-paths";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { useBackground } from "./use-background";

const RemoveAgentDialog = dialogOnDemand(async () => ({
  default: (await import("./remove-agent-dialog")).RemoveAgentDialog,
}));
const SubmitVersionDialog = dialogOnDemand(async () => ({
  default: (await import("./submit-version-dialog")).SubmitVersionDialog,
}));
const ExportDialog = lazy(() => import("@/components/transfers/export-dialog"));

type AgentActionsProps = { agentRef: string; agent: AgentDetail; maxBytes: number; onRemoved: () => void };

/** What this person may do with an agent. */
export function AgentActions({ agentRef, agent, maxBytes, onRemoved }: AgentActionsProps) {
  const [submitting, setSubmitting] = useState(false);
  const may = (verb: AgentDetail["may"][number]) => agent.may.includes(verb);
  return (
    <>
      {agent.pendingPackageId && (may("review") || may("readPackages")) && (
        <Button asChild variant={may("review") ? "primary" : "secondary"}>
          <Link
            href={
              may("review")
                ? consolePaths.review(agent.pendingPackageId)
                : consolePaths.submission(agent.pendingPackageId)
            }
          >
            <ClipboardCheck aria-hidden />
            {may("review") ? `Review ${agent.newestPackage?.version ?? "it"}` : "Follow the review"}
          </Link>
        </Button>
      )}
      {may("submitVersion") && (
        <Button onClick={() => setSubmitting(true)}>
          <Upload aria-hidden />
          New version
        </Button>
      )}
      {agent.hosting === "container" && <RunButtons agentRef={agentRef} agent={agent} />}
      <SwitchButton agentRef={agentRef} agent={agent} />
      <MoreMenu agentRef={agentRef} agent={agent} onRemoved={onRemoved} />
      <SubmitVersionDialog open={submitting} onOpenChange={setSubmitting} agent={agent} maxBytes={maxBytes} />
    </>
  );
}

type Target = Pick<AgentActionsProps, "agentRef" | "agent">;

/** Disable or enable, shown at once and undone from the toast. */
function SwitchButton({ agentRef, agent }: Target) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation(switchAgent(client, agentRef));
  const change = (to: "disable" | "enable") =>
    mutate(to, {
      onSuccess: () =>
        showToast({
          tone: "success",
          title: `${agent.name} is ${to}d`,
          action: { label: "Undo", onSelect: () => change(to === "disable" ? "enable" : "disable") },
        }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Could not ${to} ${agent.name}`,
          description: describeError(error).message,
        }),
    });
  if (agent.may.includes("disable")) {
    return (
      <Button loading={isPending} onClick={() => change("disable")}>
        {!isPending && <Ban aria-hidden />}
        Disable
      </Button>
    );
  }
  if (!agent.may.includes("enable")) return null;
  return (
    <Button loading={isPending} variant="primary" onClick={() => change("enable")}>
      {!isPending && <Play aria-hidden />}
      Enable
    </Button>
  );
}

function MoreMenu({ agentRef, agent, onRemoved }: Target & { onRemoved: () => void }) {
  const [dialog, setDialog] = useState<"export" | "remove" | null>(null);
  const background = useBackground(agentRef, agent);
  const mayToggle = agent.may.includes("toggleBackground");
  const mayRemove = agent.may.includes("remove");
  // Agents of Muster itself lie in no workspace and are not exported.
  const mayExport = agent.workspaceId !== null;
  if (!mayToggle && !mayRemove && !mayExport) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton variant="secondary" label="More actions">
            <Ellipsis />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayToggle && (
            <DropdownMenuCheckItem
              checked={background.allowed}
              disabled={background.busy}
              onCheckedChange={(on) => background.set(on === true)}
            >
              Allow background runs
            </DropdownMenuCheckItem>
          )}
          {mayExport && (
            <DropdownMenuItem icon={<FileOutput />} onSelect={() => setDialog("export")}>
              Export…
            </DropdownMenuItem>
          )}
          {(mayToggle || mayExport) && mayRemove && <DropdownMenuSeparator />}
          {mayRemove && (
            <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => setDialog("remove")}>
              Remove…
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <Suspense fallback={null}>
        {dialog === "export" && <ExportDialog agent={agent} onClose={() => setDialog(null)} />}
      </Suspense>
      <RemoveAgentDialog
        open={dialog === "remove"}
        onOpenChange={() => setDialog(null)}
        agentRef={agentRef}
        agent={agent}
        onRemoved={onRemoved}
      />
    </>
  );
}
