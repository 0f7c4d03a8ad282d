"use client";
import { useState } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { secretName } from "@/lib/client/import-secrets";
import { countOpen, namedIn, type OmissionGroups } from "@/lib/client/import-words";
import { Lack } from "./lack";
import { MissingConnection } from "./missing-connection";

/** What the agent lacks here: connections to create now, and what is seen to after the import. */
export function MissingCard({ groups }: { groups: OmissionGroups }) {
  const [made, setMade] = useState<readonly string[]>([]);
  if (countOpen(groups) === 0) return null;
  return (
    <Card>
      <CardHeader title="What it lacks here" description="The import goes without. The draft's page keeps this list." />
      <ul aria-label="What it lacks here" className="divide-y divide-line">
        {groups.connections.map((name) => (
          <MissingConnection
            key={name}
            name={name}
            there={made.includes(name)}
            onMade={(saved) => setMade((before) => [...before, saved])}
          />
        ))}
        {groups.secrets.map(({ path, message }) => (
          <Lack key={path} title={`${secretName(path)} of MCP server ${namedIn(message) ?? ""}`}>
            Secrets do not travel. Set it by hand after the import.
          </Lack>
        ))}
        {groups.missing.map(({ code, path, message }) => (
          <Lack key={path} title={message.replace(" in this tenant.", " here.")}>
            {code === "package_not_imported"
              ? "Its code does not travel in the zip."
              : "The agent is imported without it; add it afterwards."}
          </Lack>
        ))}
      </ul>
    </Card>
  );
}
