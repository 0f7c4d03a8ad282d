"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Picker } from "@/components/patterns/picker";
import type { ListedPlugin } from "@/lib/client/agent-plugin-queries";
import { pluginQueries } from "@/lib/client/plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type AddPluginProps = { agent: AgentDetail; plugins: readonly ListedPlugin[]; onAdd: (plugin: ListedPlugin) => void };

/** Offers the plugins that are enabled in the agent's workspace and not in the list yet. */
export function AddPlugin({ agent, plugins, onAdd }: AddPluginProps) {
  const [text, setText] = useState("");
  const { data, isFetching, error } = useQuery(pluginQueries.enabled(agent.workspaceId ?? ""));
  const taken = new Set(plugins.map(({ plugin_id }) => plugin_id));
  const wanted = text.trim().toLowerCase();
  const free = (data?.items ?? []).filter(({ plugin_id, name, slug, description }) => {
    return !taken.has(plugin_id) && `${name} ${slug} ${description}`.toLowerCase().includes(wanted);
  });
  const pick = (id: string) => {
    const found = free.find(({ plugin_id }) => plugin_id === id);
    if (!found) return;
    const { plugin_id, slug, name, version, description, skills_count, commands_count, token_estimate } = found;
    onAdd({ plugin_id, slug, name, version, description, skills_count, commands_count, token_estimate });
  };
  const none = error
    ? "Only members of the workspace see which plugins are enabled."
    : "No other plugin is enabled in this workspace. Its admins enable plugins of the marketplace.";
  return (
    <Picker
      label="Add a plugin"
      placeholder="Search enabled plugins"
      options={free.map(({ plugin_id, name, slug, description }) => ({
        id: plugin_id,
        label: name,
        hint: description || slug,
      }))}
      searching={isFetching && !data}
      onSearch={setText}
      onPick={pick}
      nothing={wanted ? "No other plugin fits." : none}
    />
  );
}
