"use client";
import { useQuery } from "@tanstack/react-query";
import { Puzzle } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { PluginRoom } from "./plugin-room";

/** One plugin of the marketplace, by its id. */
export function PluginPage({ id }: { id: string }) {
  const query = useQuery(pluginQueries.history(id));
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status) && !query.data)
    return <PluginAbsent />;
  return (
    <>
      {!query.data && <PageHeader title="Plugin" />}
      <QueryView query={query} what="the plugin">
        {(history) => <PluginRoom history={history} />}
      </QueryView>
    </>
  );
}

/** Nothing to see under this address. */
export function PluginAbsent() {
  return (
    <>
      <PageHeader title="Plugin" crumbs={[{ label: "Plugins", href: consolePaths.plugins }, { label: "Not here" }]} />
      <EmptyState
        icon={<Puzzle />}
        title="This plugin is not here"
        actions={
          <Button asChild>
            <Link href={consolePaths.plugins}>Go to the marketplace</Link>
          </Button>
        }
      >
        It waits for its approval, it was taken from the marketplace, or the address is wrong.
      </EmptyState>
    </>
  );
}
