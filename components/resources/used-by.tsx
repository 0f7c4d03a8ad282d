"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { SkeletonLines } from "@/components/ui/skeleton";
import { consolePaths } from "@/lib/client/console-paths";
import { type AnyResource, resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords, usedByWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

type UsedByProps = { kind: ResourceKindName; resource: AnyResource };

/** The agents that use a resource. */
export function UsedBy({ kind, resource }: UsedByProps) {
  const { usedBy } = resource;
  return (
    <Card>
      <CardHeader title="Used by" description={usedBy > 0 ? usedByWords(usedBy) : undefined} />
      <CardBody>
        {usedBy === 0 ? (
          <p className="text-muted text-sm">
            No agent uses this {resourceWords[kind].one} yet.
            {kind !== "schemas" && " Assign it on the Resources tab of an agent."}
          </p>
        ) : (
          <Agents kind={kind} resource={resource} />
        )}
      </CardBody>
    </Card>
  );
}

function Agents({ kind, resource }: UsedByProps) {
  const options = resourceQueries.users(kind, resource.id);
  const query = useQuery(options);
  if (options.enabled === false) {
    return <p className="text-muted text-sm">As the schema of what goes in or comes out.</p>;
  }
  return (
    <QueryView query={query} what="the agents that use it" skeleton={<SkeletonLines lines={2} />}>
      {({ data }) => (
        <>
          <ul className="flex flex-col gap-1.5 text-sm">
            {data.map(({ id, name }) => (
              <li key={id} className="flex items-center gap-2">
                <Bot aria-hidden className="size-4 shrink-0 text-muted" />
                <TextLink className="truncate" href={`${consolePaths.agent(id)}?tab=resources`}>
                  {name}
                </TextLink>
              </li>
            ))}
          </ul>
          {resource.usedBy > data.length && (
            <p className="mt-2 text-muted text-xs">
              And {resource.usedBy - data.length} more, some of which you may not see.
            </p>
          )}
        </>
      )}
    </QueryView>
  );
}
