"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Fact, FactList } from "@/components/agents/fact-list";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FileSize } from "@/components/ui/file-size";
import { userQueries } from "@/lib/client/user-queries";
import type { Instance } from "@/lib/contracts/console/wire/operation";
import { ForInstanceAdmins } from "./for-admins";
import { InstanceForm } from "./instance-form";

/** The deployment as it runs now. */
export function InstanceSettings() {
  return (
    <ForInstanceAdmins title="This instance">
      <InstanceFacts />
    </ForInstanceAdmins>
  );
}

function InstanceFacts() {
  const query = useQuery(userQueries.instance());
  return (
    <>
      <PageHeader
        title="This instance"
        description="What this deployment runs on. Limits come from the environment in which Muster is started."
      />
      <QueryView query={query} what="the instance">
        {(instance) => (
          <div className="grid gap-5 md:grid-cols-2">
            <InstanceForm instance={instance} />
            {groupsOf(instance).map(({ title, facts }) => (
              <Card key={title}>
                <CardHeader title={title} />
                <CardBody className="py-4">
                  <FactList facts={facts} />
                </CardBody>
              </Card>
            ))}
          </div>
        )}
      </QueryView>
    </>
  );
}

const yes = (on: boolean, said: { yes: string; no: string }): ReactNode =>
  on ? <Badge tone="success">{said.yes}</Badge> : <Badge tone="warning">{said.no}</Badge>;

function groupsOf(instance: Instance): { title: string; facts: Fact[] }[] {
  const { version, database, runtime, storage, mail, limits } = instance;
  const perMinute = limits.requestsPerMinute === 0 ? "no limit" : `${limits.requestsPerMinute} a minute and credential`;
  return [
    {
      title: "Muster",
      facts: [
        { label: "Version", value: version },
        {
          label: "Mail",
          value: mail.configured ? (mail.from ?? "set up") : "not set up; links are handed over by hand",
        },
      ],
    },
    {
      title: "Runtime",
      facts: [
        { label: "Supervisor", value: yes(runtime.reachable, { yes: "Answers", no: "Does not answer" }) },
        { label: "Supervisors", value: runtime.supervisors },
        { label: "Driver", value: runtime.driver },
        { label: "Isolation", value: runtime.isolation ?? "unknown" },
        { label: "Engine", value: runtime.engineVersion ?? "none" },
      ],
    },
    {
      title: "Database and storage",
      facts: [
        { label: "PostgreSQL", value: database.version },
        { label: "Database", value: <FileSize bytes={database.sizeBytes} /> },
        { label: "Packages", value: <FileSize bytes={storage.usedBytes} /> },
        { label: "Free", value: storage.freeBytes === null ? "unknown" : <FileSize bytes={storage.freeBytes} /> },
        { label: "Kept in", value: storage.driver },
      ],
    },
    {
      title: "Limits",
      facts: [
        { label: "Package", value: <FileSize bytes={limits.packageBytes} /> },
        { label: "Requests", value: perMinute },
        { label: "Agent's memory", value: <FileSize bytes={limits.loaderMemoryBytes} /> },
      ],
    },
  ];
}
