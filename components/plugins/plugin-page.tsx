"use client";
import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { ApiError } from "@/lib/client/api-error";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { PluginAbsent } from "./plugin-absent";
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
