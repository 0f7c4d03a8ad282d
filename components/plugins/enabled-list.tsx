"use client";
import { useQuery } from "@tanstack/react-query";
import { Puzzle } from "lucide-react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { enabledColumns } from "./enabled-columns";

/** What agents of the workspace can be given. */
export function EnabledList({ workspace }: { workspace: { id: string; name: string } }) {
  const query = useQuery(pluginQueries.enabled(workspace.id));
  return (
    <QueryView query={query} what="the enabled plugins">
      {({ items }) => (
        <DataTable
          label={`Plugins enabled in ${workspace.name}`}
          rows={items}
          columns={enabledColumns}
          rowId={({ plugin_id }) => plugin_id}
          rowHref={({ plugin_id }) => consolePaths.plugin(plugin_id)}
          total={items.length}
          empty={
            <EmptyState
              icon={<Puzzle />}
              title={`No plugin is enabled in ${workspace.name}`}
              actions={
                <Button asChild>
                  <Link href={consolePaths.plugins}>Open the marketplace</Link>
                </Button>
              }
            >
              Choose one and enable it; then it can be assigned to agents of this workspace.
            </EmptyState>
          }
        />
      )}
    </QueryView>
  );
}
