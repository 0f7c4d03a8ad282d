"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { SkeletonLines } from "@/components/ui/skeleton";
import { consolePaths } from "@/lib/client/console-paths";
import { type AnyResource, resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords, usedByWords } from "@/lib/client/resource-words";
import type { ResourceUses } from "@/lib/contracts/console/wire/resource-use";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { ResourceIcon } from "./resource-icon";

type UsedByProps = { kind: ResourceKindName; resource: AnyResource };

/** The agents and other resources that use a resource. */
export function UsedBy({ kind, resource }: UsedByProps) {
  const { usedBy, id } = resource;
  const query = useQuery(resourceQueries.uses(kind, id));
  return (
    <Card>
      <CardHeader title="Used by" description={usedBy > 0 ? usedByWords(usedBy) : undefined} />
      <CardBody>
        <QueryView query={query} what="who uses it" skeleton={<SkeletonLines lines={2} />}>
          {(uses) => (usedBy + uses.resources.length === 0 ? <Nobody kind={kind} /> : <Users uses={uses} />)}
        </QueryView>
      </CardBody>
    </Card>
  );
}

function Nobody({ kind }: { kind: ResourceKindName }) {
  return (
    <p className="text-muted text-sm">
      No agent uses this {resourceWords[kind].one} yet.
      {kind !== "schemas" && " Assign it on the Resources tab of an agent."}
    </p>
  );
}

/** What stands before each user: an agent, or another resource. */
const icon = "flex size-4 shrink-0 text-muted [&_svg]:size-4";

function Users({ uses }: { uses: ResourceUses }) {
  const { agents, more, resources } = uses;
  return (
    <>
      <ul className="flex flex-col gap-1.5 text-sm">
        {agents.map(({ id, name, live }) => (
          <li key={id} className="flex items-center gap-2">
            <Bot aria-hidden className="size-4 shrink-0 text-muted" />
            <TextLink className="min-w-0 flex-1 truncate" href={`${consolePaths.agent(id)}?tab=resources`}>
              <VisibleText text={name} />
            </TextLink>
            <Badge tone={live ? "success" : "neutral"}>{live ? "Live" : "Draft"}</Badge>
          </li>
        ))}
        {resources.map(({ kind, id, name }) => (
          <li key={id} className="flex items-center gap-2">
            <span className={icon}>
              <ResourceIcon kind={kind} />
            </span>
            <TextLink className="min-w-0 flex-1 truncate" href={consolePaths.resource(kind, id)}>
              <VisibleText text={name} />
            </TextLink>
            <span className="shrink-0 text-muted text-xs">{resourceWords[kind].one}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="mt-2 text-muted text-xs">
          {agents.length > 0 ? `And ${more} more, ` : `${usedByWords(more)}, `}some of which you may not see.
        </p>
      )}
    </>
  );
}
