"use client";
import { type Fact, FactList } from "@/components/agents/fact-list";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { ResourceOf } from "@/lib/client/resource-queries";
import { connectionNamesIn } from "@/lib/domain/semantic-models/rules";
import { JsonCard } from "./resource-body";

const none = <span className="text-subtle">–</span>;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function badges(texts: readonly string[]) {
  if (texts.length === 0) return none;
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

/** The names of the columns of a table, whatever they are to questions. */
function columnsOf(table: Fields): string[] {
  const lists = ["dimensions", "time_dimensions", "facts", "metrics"].map((key) => table[key]);
  const columns = lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const names = columns.flatMap((column) => (isFields(column) && typeof column.name === "string" ? [column.name] : []));
  return [...new Set(names)];
}

function factsOf({ semanticModel, source }: ResourceOf["semantic-data-models"]): Fact[] {
  const tables: unknown[] = Array.isArray(semanticModel.tables) ? semanticModel.tables : [];
  const listed = tables.filter(isFields).map((table, i) => ({
    label: typeof table.name === "string" ? table.name : `Table ${i + 1}`,
    value: badges(columnsOf(table)),
  }));
  return [
    { label: "Source", value: <VisibleText text={source} /> },
    { label: "Connections", value: badges(connectionNamesIn(semanticModel)) },
    ...listed,
  ];
}

/** The tables of a model with their columns, the connections that it reads from, and the model itself. */
export function SemanticModelBody({ model }: { model: ResourceOf["semantic-data-models"] }) {
  return (
    <>
      <Card>
        <CardHeader title="Tables" description="With the columns that agents can ask about." />
        <CardBody>
          <FactList facts={factsOf(model)} />
        </CardBody>
      </Card>
      <JsonCard title="Model" path="model.json" value={model.semanticModel} />
    </>
  );
}
