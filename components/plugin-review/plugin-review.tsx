"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { PluginAbsent } from "@/components/plugins/plugin-absent";
import { ApiError } from "@/lib/client/api-error";
import { useConsoleSession } from "@/lib/client/console-session";
import { usePluginReviewAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";
import { PluginReviewRoom } from "./plugin-review-room";

/** One plugin under review, by its id. */
export function PluginReview({ id }: { id: string }) {
  const query = useQuery(pluginQueries.history(id));
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status) && !query.data)
    return <PluginAbsent />;
  return (
    <>
      {!query.data && <PageHeader title="Review" />}
      <QueryView query={query} what="the plugin">
        {(history) => <ChosenVersion key={history.id} history={history} />}
      </QueryView>
    </>
  );
}

/** The version that is named, else the one that waited when the page was opened: what is read never changes by itself. */
function ChosenVersion({ history }: { history: PluginHistoryResource }) {
  const { me } = useConsoleSession();
  const { versions, uploadedBySelf } = history;
  const [{ version: named }] = usePluginReviewAddress();
  const [opened] = useState(() => (versions.find(({ status }) => status === "pending") ?? versions[0])?.version);
  const version = versions.find((one) => one.version === (named ?? opened));
  if (!version || !(me.instanceAdmin || uploadedBySelf)) return <PluginAbsent />;
  return <PluginReviewRoom key={version.version} history={history} version={version} />;
}
