"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardHeader } from "@/components/ui/card";
import { assignmentQueries } from "@/lib/client/assignment-queries";
import { countOpen, groupOmissions, namedIn, type OmissionGroups } from "@/lib/client/import-words";
import { resourceQueries } from "@/lib/client/resource-queries";
import { transferQueries } from "@/lib/client/transfer-queries";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { Lack } from "./lack";
import { LeftBehindCard } from "./left-behind-card";
import { MissingConnection } from "./missing-connection";
import { OpenSecret } from "./open-secret";

/** What the import that made this draft has left to do; nothing for other drafts. */
export default function ImportTodo({ agentId }: { agentId: string }) {
  const query = useQuery(transferQueries.omissions(agentId));
  return (
    <QueryView query={query} what="what the import left to do" skeleton={<span />}>
      {(omissions) => omissions.length > 0 && <Todo agentId={agentId} groups={groupOmissions(omissions)} />}
    </QueryView>
  );
}

function Todo({ agentId, groups }: { agentId: string; groups: OmissionGroups }) {
  const { data: assigned } = useQuery(assignmentQueries.one(agentId));
  const { connections, secrets, missing } = groups;
  return (
    <div className="mb-4 flex flex-col gap-4">
      {countOpen(groups) > 0 && (
        <Card>
          <CardHeader
            title="Still to do after the import"
            description="The agent lacks this here. The list goes when it is published."
          />
          <ul aria-label="Still to do after the import" className="divide-y divide-line">
            {connections.map((name) => (
              <LackedConnection key={name} name={name} />
            ))}
            {secrets.map((secret) => (
              <OpenSecret key={secret.path} secret={secret} servers={assigned?.mcpServers ?? []} />
            ))}
            {missing.map(({ code, path, message }) => (
              <Lack
                key={path}
                title={message.replace(" in this tenant.", " here.")}
                done={isThere(assigned, code, namedIn(message))}
              >
                {code === "package_not_imported"
                  ? "Its code does not travel in the zip."
                  : "Add it on the Resources tab."}
              </Lack>
            ))}
          </ul>
        </Card>
      )}
      <LeftBehindCard groups={groups} />
    </div>
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
