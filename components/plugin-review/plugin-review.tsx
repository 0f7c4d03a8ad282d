"use client";
import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { PluginAbsent } from "@/components/plugins/plugin-page";
import { ApiError } from "@/lib/client/api-error";
import { useConsoleSession } from "@/lib/client/console-session";
import { usePluginReviewAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { PluginReviewRoom } from "./plugin-review-room";

/** One plugin under review: the version that is named, else the one that waits, else the newest. */
export function PluginReview({ id }: { id: string }) {
  const { me } = useConsoleSession();
  const [{ version: named }] = usePluginReviewAddress();
  const query = useQuery(pluginQueries.history(id));
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status) && !query.data)
    return <PluginAbsent />;
  return (
    <>
      {!query.data && <PageHeader title="Review" />}
      <QueryView query={query} what="the plugin">
        {(history) => {
          const { versions, uploadedBySelf } = history;
          const waiting = versions.find(({ status }) => status === "pending");
          const version = named ? versions.find((one) => one.version === named) : (waiting ?? versions[0]);
          if (!version || !(me.instanceAdmin || uploadedBySelf)) return <PluginAbsent />;
          return <PluginReviewRoom key={version.version} history={history} version={version} />;
        }}
      </QueryView>
    </>
  );
}
