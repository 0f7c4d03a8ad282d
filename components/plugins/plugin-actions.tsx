"use client";
import { Ellipsis, Eye, EyeOff, ScanSearch } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { dialogOnDemand } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { useShowPlugin } from "@/lib/client/plugin-mutations";
import { useRescanPlugin } from "@/lib/client/plugin-rescan";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";

const DisableDialog = dialogOnDemand(async () => ({ default: (await import("./disable-dialog")).DisableDialog }));
const EnableDialog = dialogOnDemand(async () => ({ default: (await import("./enable-dialog")).EnableDialog }));
const HideDialog = dialogOnDemand(async () => ({ default: (await import("./hide-dialog")).HideDialog }));

type PluginActionsProps = {
  history: PluginHistoryResource;
  /** Null while it is not known, and outside of workspaces. */
  enabledHere: boolean | null;
};

/** Enable and disable for workspace admins; deactivate, activate and scan for instance admins. */
export function PluginActions({ history, enabledHere }: PluginActionsProps) {
  const { me } = useConsoleSession();
  const served = history.active && history.versions.some(({ status }) => status === "approved");
  return (
    <>
      {me.instanceAdmin && <AdminMenu history={history} />}
      {enabledHere !== null && (served || enabledHere) && <HereButton history={history} enabledHere={enabledHere} />}
    </>
  );
}

function HereButton({ history, enabledHere }: { history: PluginHistoryResource; enabledHere: boolean }) {
  const { me, workspace } = useConsoleSession();
  const [open, setOpen] = useState(false);
  if (!workspace) return null;
  const may = me.instanceAdmin || workspace.role === "owner" || workspace.role === "admin";
  if (!may) {
    return enabledHere ? null : <span className="text-muted text-sm">Admins of {workspace.name} can enable it</span>;
  }
  const dialog = { plugin: history, workspace, open, onOpenChange: setOpen };
  return (
    <>
      <Button variant={enabledHere ? "secondary" : "primary"} onClick={() => setOpen(true)}>
        {enabledHere ? `Disable in ${workspace.name}` : `Enable in ${workspace.name}`}
      </Button>
      {enabledHere ? <DisableDialog {...dialog} /> : <EnableDialog {...dialog} />}
    </>
  );
}

function AdminMenu({ history }: { history: PluginHistoryResource }) {
  const { id, name, active } = history;
  const [asking, setAsking] = useState(false);
  const rescan = useRescanPlugin(id);
  const show = useShowPlugin(id);
  const scan = () =>
    rescan.mutate(undefined, {
      onSuccess: () => showToast({ title: `Scanning ${name} again`, description: "The result appears in a moment." }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `${name} was not scanned again`,
          description: describeError(error).message,
        }),
    });
  const activate = async () => {
    await show.mutateAsync(true);
    showToast({ tone: "success", title: `${name} is in the marketplace again` });
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button aria-label="More actions" className="size-8 px-0">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon={<ScanSearch />} onSelect={scan}>
            Scan again
          </DropdownMenuItem>
          <DropdownMenuItem icon={active ? <EyeOff /> : <Eye />} danger={active} onSelect={() => setAsking(true)}>
            {active ? "Deactivate everywhere" : "Activate"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {active ? (
        <HideDialog plugin={history} open={asking} onOpenChange={setAsking} />
      ) : (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Activate ${name}?`}
          confirmLabel="Activate"
          onConfirm={activate}
        >
          It appears in the marketplace again. Workspaces that had it must enable it anew.
        </ConfirmDialog>
      )}
    </>
  );
}
