"use client";
import { useQuery } from "@tanstack/react-query";
import { FindingsList } from "@/components/packages/findings-list";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Spinner } from "@/components/ui/spinner";
import { pluginQueries } from "@/lib/client/plugin-queries";
import type { UploadedPlugin } from "@/lib/client/use-upload-plugin";
import type { PluginVersionResource } from "@/lib/contracts/console/wire/plugin";

/** An accepted upload: the scan as it runs, and what it found. */
export function UploadScan({ plugin }: { plugin: UploadedPlugin }) {
  const query = useQuery(pluginQueries.history(plugin.plugin_id));
  return (
    <QueryView query={query} what="the scan">
      {({ versions }) => {
        const version = versions.find((one) => one.version === plugin.version);
        if (!version || version.scan === "pending") return <Scanning plugin={plugin} />;
        return <Scanned pluginId={plugin.plugin_id} version={version} />;
      }}
    </QueryView>
  );
}

function Scanning({ plugin }: { plugin: UploadedPlugin }) {
  return (
    <p role="status" className="flex items-center gap-2 py-6 text-muted text-sm">
      <Spinner />
      {plugin.name} {plugin.version} was uploaded and is being scanned…
    </p>
  );
}

const outcomes = {
  safe: { tone: "success", text: "The scan raised no concern. An instance admin reads it before it can be enabled." },
  review_required: {
    tone: "warning",
    text: "The scan found something that an instance admin must weigh before it can be enabled.",
  },
  blocked: {
    tone: "danger",
    text: "The scan found something critical. It cannot be approved; upload a higher version without it.",
  },
} as const;

function Scanned({ pluginId, version }: { pluginId: string; version: PluginVersionResource }) {
  const { name, version: number, verdict, status } = version;
  const query = useQuery(pluginQueries.findings(pluginId, number));
  const { tone, text } = outcomes[verdict ?? "review_required"];
  const waits = status === "pending" ? "waits for review" : `is ${status}`;
  return (
    <div className="flex flex-col gap-4">
      <Alert tone={tone} live title={`${name} ${number} ${waits}`}>
        {text}
      </Alert>
      <QueryView query={query} what="the findings">
        {(findings) => findings.length > 0 && <FindingsList what="plugin" findings={findings} />}
      </QueryView>
    </div>
  );
}
