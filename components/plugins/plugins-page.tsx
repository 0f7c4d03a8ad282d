"use client";
import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { dialogOnDemand, OnDemandPart, onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useConsoleSession } from "@/lib/client/console-session";
import { type PluginView, usePluginsAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { MarketList } from "./market-list";

const EnabledList = onDemand(async () => ({ default: (await import("./enabled-list")).EnabledList }), "early");
const UploadList = onDemand(async () => ({ default: (await import("./upload-list")).UploadList }), "early");
const UploadPluginDialog = dialogOnDemand(async () => ({
  default: (await import("./upload-plugin-dialog")).UploadPluginDialog,
}));

/** Whether this person may upload plugins here. */
function useMayUpload(): boolean {
  const { me, workspace } = useConsoleSession();
  return me.instanceAdmin || (workspace?.canSubmit ?? false);
}

/** The marketplace, what this workspace enabled, and what became of uploads. */
export function PluginsPage({ maxBytes }: { maxBytes: number }) {
  const { me, workspace } = useConsoleSession();
  const [address, setAddress] = usePluginsAddress();
  const mayUpload = useMayUpload();
  const enabled = useQuery({ ...pluginQueries.enabled(workspace?.id ?? ""), enabled: workspace !== null });
  const open = (upload: boolean) => void setAddress({ upload: upload || null });
  const items = [
    { id: "marketplace", label: "Marketplace" },
    ...(workspace
      ? [{ id: "enabled" as const, label: `Enabled in ${workspace.name}`, count: enabled.data?.total }]
      : []),
    ...(mayUpload ? [{ id: "uploads" as const, label: me.instanceAdmin ? "All uploads" : "Your uploads" }] : []),
  ] as const;
  const view: PluginView = items.some(({ id }) => id === address.view) ? address.view : "marketplace";
  return (
    <>
      <PageHeader
        title="Plugins"
        description="Skills and commands that agents are given. A workspace enables a plugin; then its agents can have it."
        actions={
          mayUpload && (
            <Button variant="primary" onClick={() => open(true)}>
              <Upload />
              Upload a plugin
            </Button>
          )
        }
      />
      <Tabs
        label="Lists of plugins"
        items={items}
        value={view}
        onChange={(next) => void setAddress({ view: next, q: null, state: null }, { history: "push" })}
      >
        {view === "marketplace" && <MarketList onUpload={mayUpload ? () => open(true) : null} />}
        {view !== "marketplace" && (
          <OnDemandPart fallback={<SkeletonLines className="py-4" />}>
            {view === "enabled" && workspace && <EnabledList workspace={workspace} />}
            {view === "uploads" && <UploadList onUpload={() => open(true)} />}
          </OnDemandPart>
        )}
      </Tabs>
      {mayUpload && <UploadPluginDialog open={address.upload} onOpenChange={open} maxBytes={maxBytes} />}
    </>
  );
}
