"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { shareQueries } from "@/lib/client/share-queries";
import { levelWord, reasonSentence } from "@/lib/client/share-words";
import { AccessAnswer } from "./access-answer";

type AccessCardProps = { agent: { id: string; name: string } };

/** Everybody who can see an agent, and why. */
export function AccessCard({ agent }: AccessCardProps) {
  const everybody = useInfiniteQuery(shareQueries.access(agent.id));
  const [asked, setAsked] = useState("");
  const ask = (email: string) => setAsked(email);
  return (
    <Card>
      <CardHeader
        title="Who can see it, and why"
        description="By a share, by a role in the workspace, as its owner, or as an admin."
      />
      <CardBody className="flex flex-col gap-4">
        <AskForm key={asked} asked={asked} onAsk={ask} />
        {asked && <Answer agentId={agent.id} email={asked} />}
        <QueryView query={everybody} what="who can see it">
          {({ pages }) => (
            <ul aria-label={`Who can see ${agent.name}`} className="divide-y divide-line border-line border-t">
              {pages
                .flatMap(({ data }) => data)
                .map((entry) => (
                  <li key={entry.person.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
                    <Button variant="ghost" size="sm" onClick={() => ask(entry.person.email)}>
                      {entry.person.name}
                    </Button>
                    <Badge>{levelWord(entry.effective)}</Badge>
                    <span className="min-w-0 text-muted">{entry.reasons.map(reasonSentence).join("; ")}</span>
                  </li>
                ))}
            </ul>
          )}
        </QueryView>
        <LoadMore
          hasMore={everybody.hasNextPage}
          loading={everybody.isFetchingNextPage}
          onLoad={() => void everybody.fetchNextPage()}
        />
      </CardBody>
    </Card>
  );
}

function AskForm({ asked, onAsk }: { asked: string; onAsk: (email: string) => void }) {
  return (
    <Form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(String(new FormData(event.currentTarget).get("email") ?? "").trim());
      }}
    >
      <Field label="Why can this person see it?" className="w-full sm:w-80">
        {(control) => (
          <Input {...control} name="email" type="email" defaultValue={asked} placeholder="E-mail" autoComplete="off" />
        )}
      </Field>
      <Button type="submit">Explain</Button>
    </Form>
  );
}

function Answer({ agentId, email }: { agentId: string; email: string }) {
  const { data, error } = useQuery(shareQueries.explained(agentId, email));
  if (error) return <Alert tone="danger" live title={describeError(error).message} />;
  return data ? <AccessAnswer entry={data} /> : <Spinner label="Looking" />;
}
