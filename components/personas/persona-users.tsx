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
import { useConsoleSession } from "@/lib/client/console-session";
import { personaQueries } from "@/lib/client/persona-queries";
import type { PersonaUses } from "@/lib/contracts/console/wire/persona";

/** The agents that speak as a persona. */
export function PersonaUsers({ id }: { id: number }) {
  const { workspace } = useConsoleSession();
  const query = useQuery(personaQueries.uses(workspace?.id ?? null, id));
  return (
    <Card>
      <CardHeader title="Used by" />
      <CardBody>
        <QueryView
          query={query}
          what="who speaks as it"
          skeleton={<SkeletonLines lines={2} />}
          isEmpty={({ agents }) => agents.length === 0}
          empty={
            <p className="text-muted text-sm">
              No agent that you can see speaks as it yet. Choose it on the overview of an agent.
            </p>
          }
        >
          {(uses) => <Users uses={uses} />}
        </QueryView>
      </CardBody>
    </Card>
  );
}

function Users({ uses: { agents, more } }: { uses: PersonaUses }) {
  return (
    <>
      <ul className="flex flex-col gap-1.5 text-sm">
        {agents.map(({ id, name, live }) => (
          <li key={id} className="flex items-center gap-2">
            <Bot aria-hidden className="size-4 shrink-0 text-muted" />
            <TextLink className="min-w-0 flex-1 truncate" href={consolePaths.agent(id)}>
              <VisibleText text={name} />
            </TextLink>
            <Badge tone={live ? "success" : "neutral"}>{live ? "Live" : "Draft"}</Badge>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-2 text-muted text-xs">And {more} more.</p>}
    </>
  );
}
