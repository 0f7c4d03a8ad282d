"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { assignmentQueries } from "@/lib/client/assignment-queries";
import { countOpen, groupOmissions, namedIn, type OmissionGroups } from "@/lib/client/import-words";
import { resourceQueries } from "@/lib/client/resource-queries";
import { transferQueries } from "@/lib/client/transfer-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { Lack } from "./lack";
import { LeftBehindCard } from "./left-behind-card";
import { MissingConnection } from "./missing-connection";
import { OpenSecret } from "./open-secret";

const PublishDialog = lazy(() => import("@/components/releases/publish-dialog"));

/** That this draft was imported, with what the import left to do; nothing for other drafts. */
export default function ImportTodo({ agent }: { agent: AgentDetail }) {
  const query = useQuery(transferQueries.omissions(agent.id));
  return (
    <QueryView query={query} what="what the import left to do" skeleton={<span />}>
      {(omissions) => omissions && <Imported agent={agent} groups={groupOmissions(omissions)} />}
    </QueryView>
  );
}

function Imported({ agent, groups }: { agent: AgentDetail; groups: OmissionGroups }) {
  const [publishing, setPublishing] = useState(false);
  const open = countOpen(groups) > 0;
  return (
    <div className="mb-4 flex flex-col gap-4">
      <Card>
        <CardHeader
          title="Imported as a draft"
          description={
            open
              ? "Some of what it had elsewhere is not here. See to this before you publish it."
              : "All of it arrived."
          }
          actions={
            <Button size="sm" onClick={() => setPublishing(true)}>
              Publish…
            </Button>
          }
          className={open ? undefined : "border-b-0"}
        />
        {open && <TodoList agentId={agent.id} groups={groups} />}
      </Card>
      <LeftBehindCard groups={groups} />
      <Suspense fallback={null}>
        {publishing && <PublishDialog open onOpenChange={setPublishing} agent={agent} />}
      </Suspense>
    </div>
  );
}

function TodoList({ agentId, groups }: { agentId: string; groups: OmissionGroups }) {
  const { data: assigned } = useQuery(assignmentQueries.one(agentId));
  return (
    <ul aria-label="Still to do after the import" className="divide-y divide-line">
      {groups.connections.map((name) => (
        <LackedConnection key={name} name={name} />
      ))}
      {groups.secrets.map((secret) => (
        <OpenSecret key={secret.path} secret={secret} servers={assigned?.mcpServers ?? []} />
      ))}
      {groups.missing.map(({ code, path, message }) => (
        <Lack
          key={path}
          title={message.replace(" in this tenant.", " here.")}
          done={isThere(assigned, code, namedIn(message))}
        >
          {code === "package_not_imported" ? "Its code does not travel in the zip." : "Add it on the Resources tab."}
        </Lack>
      ))}
    </ul>
  );
}

/** Whether the agent has a skill or tool of this name by now. */
function isThere(assigned: Assignments | undefined, code: string, name: string | null): boolean {
  const things = { skill_missing: assigned?.skills, tool_missing: assigned?.tools }[code];
  return things?.some((thing) => thing.name === name) ?? false;
}

/** Looks for the connection itself, because models find it by name and nothing is attached. */
function LackedConnection({ name }: { name: string }) {
  const { data } = useQuery(resourceQueries.choices("data-connections", name));
  return <MissingConnection name={name} there={data?.data.some((one) => one.name === name) ?? false} />;
}
