"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { showToast } from "@/components/ui/toaster";
import { type ListedPlugin, replacePlugins, samePlugins } from "@/lib/client/agent-plugin-queries";
import { tokens } from "@/lib/client/context-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AddPlugin } from "./add-plugin";
import { PluginRows } from "./plugin-rows";

const PromptChanges = lazy(() => import("./prompt-changes"));

type PluginOrderProps = { agent: AgentDetail; stored: readonly ListedPlugin[]; editable: boolean };

/** The list of plugins, and what is not saved of it yet. */
export function PluginOrder({ agent, stored, editable }: PluginOrderProps) {
  const [draft, setDraft] = useState<readonly ListedPlugin[] | null>(null);
  const save = useMutation(replacePlugins(useQueryClient(), agent));
  const plugins = (editable && draft) || stored;
  const changed = !samePlugins(plugins, stored);
  const store = () =>
    save.mutate(plugins, {
      onSuccess: () => {
        setDraft(null);
        showToast({ tone: "success", title: `Saved the plugins of ${agent.name}` });
      },
    });
  const sum = plugins.reduce((all, { token_estimate }) => all + token_estimate, 0);
  return (
    <>
      {save.error && <Alert tone="danger" live title={describeError(save.error).message} />}
      <Card>
        <CardHeader
          title="Plugins"
          description={plugins.length > 0 ? `The prompt has them in this order; about ${tokens(sum)}` : undefined}
          actions={
            editable && <AddPlugin agent={agent} plugins={plugins} onAdd={(one) => setDraft([...plugins, one])} />
          }
        />
        {plugins.length === 0 ? (
          <p className="px-4 py-6 text-center text-muted text-sm">
            {editable
              ? "None yet. Add one of the plugins that are enabled in the workspace: the agent gets its skills and commands."
              : "This agent uses no plugins."}
          </p>
        ) : (
          <PluginRows plugins={plugins} onChange={editable ? setDraft : undefined} />
        )}
      </Card>
      {changed && (
        <Suspense fallback={null}>
          <PromptChanges agent={agent} plugins={plugins} />
        </Suspense>
      )}
      {changed && (
        <div
          role="status"
          className="sticky bottom-3 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line-strong bg-raised px-4 py-2.5 shadow-pop"
        >
          <span className="text-fg text-sm">Changes that are not saved yet</span>
          <span className="flex gap-2">
            <Button onClick={() => setDraft(null)} disabled={save.isPending}>
              Discard
            </Button>
            <Button variant="primary" onClick={store} loading={save.isPending}>
              <Save aria-hidden />
              Save plugins
            </Button>
          </span>
        </div>
      )}
    </>
  );
}
