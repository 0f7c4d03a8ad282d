"use client";
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { ResourceIcon } from "@/components/resources/resource-icon";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type Choices, isUnmappedTest, needsLook, productionOf } from "@/lib/client/release-mapping";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PlannedResource } from "@/lib/contracts/console/wire/version";
import { ProductionChoice, placeOf } from "./production-choice";

type MappingTableProps = {
  agent: AgentDetail;
  resources: readonly PlannedResource[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
};

/** What goes live in the place of each server and connection of the draft. Those that are no test stay folded away. */
export function MappingTable({ agent, resources, choices, onChoose }: MappingTableProps) {
  const [all, setAll] = useState(false);
  if (resources.length === 0) return null;
  const shown = all ? resources : resources.filter((one) => needsLook(one) || choices[one.id]);
  const folded = resources.length - shown.length;
  const unmapped = resources.filter((one) => isUnmappedTest(one, choices)).length;
  return (
    <section aria-label="Test and production" className="flex flex-col gap-2 text-sm">
      <p className="font-medium text-fg">Servers and connections</p>
      {unmapped > 0 && (
        <Alert
          tone="warning"
          title={
            unmapped === 1 ? "1 test resource goes live as it is" : `${unmapped} test resources go live as they are`
          }
        >
          Choose what stands in for what is marked below, unless that is meant.
        </Alert>
      )}
      {shown.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {shown.map((one) => (
            <MappedRow
              key={one.id}
              resource={one}
              agent={agent}
              choices={choices}
              onChoose={(choice) => onChoose({ ...choices, [one.id]: choice })}
            />
          ))}
        </ul>
      )}
      {folded > 0 && (
        <div className="flex flex-wrap items-center gap-2 text-muted">
          {folded === 1 ? "1 goes live as it is." : `${folded} go live as they are.`}
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show
          </Button>
        </div>
      )}
    </section>
  );
}

type MappedRowProps = {
  agent: AgentDetail;
  resource: PlannedResource;
  choices: Choices;
  onChoose: (choice: Choices[string]) => void;
};

function MappedRow({ agent, resource, choices, onChoose }: MappedRowProps) {
  const { kind, name, models } = resource;
  const value = productionOf(resource, choices);
  return (
    <li className="grid items-start gap-x-3 gap-y-1.5 px-3 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <div className="flex min-w-0 gap-2 pt-1.5 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle">
        <ResourceIcon kind={placeOf[kind]} />
        <div className="min-w-0 [overflow-wrap:anywhere]">
          <VisibleText text={name} />
          {models.length > 0 && <p className="text-muted text-xs">in {models.join(", ")}</p>}
        </div>
      </div>
      <ArrowRight aria-label="goes live as" className="mt-2 hidden size-4 text-subtle sm:block" />
      <div className="min-w-0">
        <ProductionChoice
          workspace={agent.workspaceId ?? undefined}
          resource={resource}
          value={value}
          onChoose={onChoose}
        />
        <Reason agent={agent} resource={resource} choices={choices} />
      </div>
    </li>
  );
}

/** Why something stands there, or what is wrong with nothing. */
function Reason({ agent, resource, choices }: Omit<MappedRowProps, "onChoose">) {
  if (isUnmappedTest(resource, choices)) {
    return (
      <p className="mt-1 flex gap-1 text-warning text-xs">
        <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
        Its name says that it is a test.
      </p>
    );
  }
  const { because, production } = resource;
  if (because === null || productionOf(resource, choices)?.id !== production?.id) return null;
  return (
    <p className="mt-1 text-muted text-xs">
      {because === "before" ? `As in ${agent.live?.label}` : "Suggested by its name"}
    </p>
  );
}
