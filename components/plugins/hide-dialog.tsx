"use client";
import { useQuery } from "@tanstack/react-query";
import { showToast } from "@/components/ui/toaster";
import { useShowPlugin } from "@/lib/client/plugin-mutations";
import { type HidePlan, pluginQueries } from "@/lib/client/plugin-queries";
import { agentWords, workspaceWords } from "@/lib/client/plugin-words";
import { PlanDialog } from "./plan-dialog";

type HideDialogProps = {
  plugin: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const affected = ({ workspaces_affected, agents_affected }: HidePlan) =>
  `${workspaceWords(workspaces_affected)} and ${agentWords(agents_affected)}`;

/** Takes a plugin from the marketplace and from all who have it; says first how many they are. */
export function HideDialog({ plugin, open, onOpenChange }: HideDialogProps) {
  const query = useQuery({ ...pluginQueries.hidePlan(plugin.id), enabled: open });
  const hide = useShowPlugin(plugin.id);
  const confirm = async () => {
    const done = await hide.mutateAsync(false);
    showToast({ tone: "success", title: `${plugin.name} is deactivated`, description: `${affected(done)} lost it.` });
  };
  return (
    <PlanDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Deactivate ${plugin.name} everywhere?`}
      query={query}
      danger
      confirmLabel={() => "Deactivate everywhere"}
      onConfirm={confirm}
    >
      {(plan) => (
        <p className="text-muted text-sm">
          It leaves the marketplace, and <strong className="font-medium text-fg">{affected(plan)}</strong> lose it at
          once. Activating it again does not give it back: workspaces enable and assign it anew.
        </p>
      )}
    </PlanDialog>
  );
}
