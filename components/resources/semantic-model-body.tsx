"use client";
import { FactList } from "@/components/agents/fact-list";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { modelOutline } from "@/lib/client/model-outline";
import type { ResourceOf } from "@/lib/client/resource-queries";
import { connectionNamesIn } from "@/lib/domain/semantic-models/rules";
import { ModelOutline } from "./model-outline";
import { JsonCard } from "./resource-body";

function badges(texts: readonly string[]) {
  if (texts.length === 0) return <span className="text-subtle">–</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {texts.map((text) => (
        <Badge key={text}>
          <VisibleText text={text} />
        </Badge>
      ))}
    </span>
  );
}

/** The tables of a model with their columns, the connections that it reads from, and the model itself. */
export function SemanticModelBody({ model }: { model: ResourceOf["semantic-data-models"] }) {
  const { semanticModel, source } = model;
  const facts = [
    { label: "Source", value: <VisibleText text={source} /> },
    { label: "Connections", value: badges(connectionNamesIn(semanticModel)) },
  ];
  return (
    <>
      <Card>
        <CardHeader title="Tables" description="With the columns that agents can ask about." />
        <CardBody className="flex flex-col gap-5">
          <FactList facts={facts} />
          <ModelOutline tables={modelOutline(semanticModel)} />
        </CardBody>
      </Card>
      <JsonCard title="Model" path="model.json" value={semanticModel} />
    </>
  );
}
